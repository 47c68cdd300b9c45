"""Names of fields as mentions carry them."""


def field_name(key: str, position: int) -> str:
    """Return the name of a field: the page's key, with the position from the second value on.

    Examples
    --------
    >>> field_name("comments", 1), field_name("comments", 2)
    ('comments', 'comments.2')
    """
    return key if position == 1 else f"{key}.{position}"
