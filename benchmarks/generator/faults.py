"""What can be wrong with a page on purpose: texts that trip programs, pages that are no records, broken shapes."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

Page = dict[str, Any]
PUBLIC: Final = "https://webapps.ilo.org/ievaldiscovery"
MIRROR: Final = "https://analyticstest.ilo.org/ievaldiscovery"
BLOCKS: Final = ("lessons_learned", "good_practices", "recommendations")


def block_of(page: Page) -> Page:
    """Return the finding of a page."""
    found: Page = next(page[block] for block in BLOCKS if block in page)
    return found


def _text_key(page: Page) -> str:
    return "title" if "recommendations" in page else "description"


def _append(page: Page, text: str) -> None:
    block_of(page)[_text_key(page)] += text


def _decompose(page: Page) -> None:
    key = _text_key(page)
    block_of(page)[key] = unicodedata.normalize("NFD", block_of(page)[key]).replace(" ", "\N{NO-BREAK SPACE}", 5)


def _move(page: Page) -> None:
    page["eval_url"] = page["eval_url"].replace(PUBLIC, MIRROR)
    block_of(page)["url"] = block_of(page)["url"].replace(PUBLIC, MIRROR)


def _drop(page: Page, *keys: str) -> None:
    for key in keys:
        page.pop(key, None)
        block_of(page).pop(key, None)


HOSTILE: Final[dict[str, Callable[[Page], None]]] = {
    "markup": lambda page: _append(page, ' <script>alert("1")</script></td> & &amp; <b>bold</b> ]]>'),
    "quotes": lambda page: _append(page, ' " \' """ \\ \\n \\u0041 } ; DROP ALL # {{x}} %s ${y}'),
    "formula": lambda page: block_of(page).update(comments='=HYPERLINK("https://example.org/";"open")'),
    "marks": lambda page: _append(page, " \u202eright to left\u202c, zero\u200bwidth, \U0001f9ea\U0001f30d, e\u0301."),
    "long": lambda page: _append(page, " The appendix repeats this line." * 2_000),
    "decomposed": _decompose,
    "mirror": _move,
    "no-eval-url": lambda page: _drop(page, "eval_url"),
    "lines": lambda page: _append(page, "\n\n\t- one\n- two\n\ntheme: no key\nSkip to the next page"),
}
"""Pages that are records, and that trip careless programs."""

BAD: Final[dict[str, Callable[[Page], None]]] = {
    "no-address": lambda page: _drop(page, "url"),
    "no-evaluation": lambda page: _drop(page, "eval_number", "eval_url"),
    "no-number": lambda page: block_of(page).update(url=f"{PUBLIC}/lessons/latest"),
}
"""Pages that tell no record's identity, in any form."""

VIOLATIONS: Final[dict[str, Callable[[Page], None]]] = {
    "no-description": lambda page: block_of(page).update({_text_key(page): "-"}),
    "no-theme": lambda page: block_of(page).update(themes=[]),
}
"""Findings that break a shape; the evaluation's own faults are drawn with the evaluation."""


def damage(text: str, turn: int) -> str:
    """Return a text as old exports have spoilt it: apostrophes lost or turned into other marks.

    Examples
    --------
    >>> damage("the ILO's office", 0), damage("l'OIT", 3)
    ('the ILOÂ’s office', 'lOIT')
    """
    return text.replace("'", ("Â’", "¿", "´", "")[turn % 4])
