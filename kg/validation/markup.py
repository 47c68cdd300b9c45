"""Elements and sentences of a letter as HTML: what is ours is typeset, what comes from records is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from kg.terms import is_web_address
from kg.validation.cut import cut
from kg.validation.grouping import one_line
from kg.validation.typesetting import typeset

if TYPE_CHECKING:
    import datetime as dt

    from kg.validation.words import Words

QUOTE: Final = 300
"""Characters of a title, a value or an address: the longest titles of the pages are whole."""

_SENTENCE: Final = 1200
"""Characters of a sentence; shapes may be anybody's."""


class Sentences:
    """The words of one language as markup."""

    def __init__(self, tongue: Words) -> None:
        self.tongue = tongue

    def word(self, key: str) -> str:
        """Return a word or sentence of ours."""
        return self.ours(self.tongue[key])

    def ours(self, text: str) -> str:
        """Return a text of ours in the typography of its language."""
        return escape(typeset(cut(text, _SENTENCE), self.tongue.language))

    def number(self, key: str, number: int) -> str:
        """Return a word with its number."""
        return self.ours(self.tongue.count(key, number))

    def filled(self, key: str, **values: str) -> str:
        """Return a sentence of ours with values in it."""
        return self.ours(self.tongue[key].format(**values))

    def date(self, dated: dt.date | None) -> str:
        """Return the day as people write it."""
        if dated is None:
            return ""
        month = self.tongue["letter_months"].split()[dated.month - 1]
        is_first = self.tongue.language == "fr" and dated.day == 1
        text = self.filled("letter_date", day="1er" if is_first else str(dated.day), month=month, year=str(dated.year))
        return f'<p><time datetime="{dated.isoformat()}">{text}</time></p>'


def tag(name: str, inner: str, **attributes: str) -> str:
    """Return an element; attributes without a value are left out, and ``class_`` is ``class``."""
    written = "".join(f' {key.rstrip("_")}="{escape(value)}"' for key, value in attributes.items() if value)
    return f"<{name}{written}>{inner}</{name}>"


def row(level: str, *cells: str) -> str:
    """Return a row of a table."""
    return tag("tr", "".join(cells), class_=level) + "\n"


def link(page: str) -> str:
    """Return an address as a link, if it is one of the web, else as text."""
    text = escape(cut(one_line(page), QUOTE))
    return f'<a href="{escape(one_line(page))}" rel="noreferrer">{text}</a>' if is_web_address(page) else text
