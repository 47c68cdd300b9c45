"""Whether markup is whole, told from its text: a download that was cut short lacks its end tags."""

from __future__ import annotations

import re
from typing import Final

from kg.sources.textpages import FOOTER

_UNREAD: Final = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAGS: Final = re.compile(r"<[^<>]*>")
_LAST_TAG: Final = re.compile(r"</(?:html|body)\s*>\s*\Z", re.IGNORECASE)
_DOCUMENT: Final = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
_FIRST_TAG: Final = re.compile(r"\s*<([a-z][a-z0-9]*)", re.IGNORECASE)
_END_OPTIONAL: Final = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "br", "hr", "img", "input", "link", "meta"})


def is_closed(text: str) -> bool:
    """Tell whether a page or a fragment of one reaches its end.

    A whole page ends with ``</body>`` or ``</html>``, or where those are left out with its footer.
    A fragment ends by closing the element that it began with.

    Examples
    --------
    >>> is_closed("<html><dl><dt>theme</dt></dl></html>"), is_closed("<html><dl><dt>theme</dt></dl>")
    (True, False)
    >>> is_closed("<ul><li><ul></ul></li></ul>"), is_closed("<ul><li><ul></ul>")
    (True, False)
    """
    text = _UNREAD.sub("", text)
    if _DOCUMENT.search(text[:4000]):
        return bool(_LAST_TAG.search(text)) or _TAGS.sub("", text).rstrip().endswith(FOOTER)
    first = _FIRST_TAG.match(text)
    if first is None or first[1].lower() in _END_OPTIONAL:
        return True
    name = re.escape(first[1])
    opened = len(re.findall(rf"<{name}\b", text, re.IGNORECASE))
    return opened <= len(re.findall(rf"</{name}\s*>", text, re.IGNORECASE))
