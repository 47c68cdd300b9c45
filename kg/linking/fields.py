"""The language of each field of a record, and of the record: a vote of its prose, weighted by length.

A field of few words, or one that tells nothing (``OIT, OIM, ACNUR``), takes the record's language. Text in another
language than the four is `UNDETERMINED`, and does not vote where anything else does.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kg.linking.folding import fold
from kg.linking.languages import (
    FEW_WORDS,
    LANGUAGES,
    UNDETERMINED,
    count_words,
    has_other_letters,
    identify,
    of_record,
)
from kg.linking.model import FieldLanguage
from kg.linking.titles import read_title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.linking.folding import Folded

TITLE_FIELD: Final = "eval_title"
"""It has a vote only where no prose has one: titles are often in English when the prose is not."""


def languages_of_fields(
    fields: Mapping[str, str], *, folded: Mapping[str, Folded] | None = None, otherwise: str = ""
) -> tuple[tuple[FieldLanguage, ...], str]:
    """Return the language of each field, in the order given, and of the record.

    Parameters
    ----------
    fields
        Prose by the source's key, as read.
    folded
        The same folded, if that is at hand.
    otherwise
        Of a record that tells nothing at all; English if empty.

    Examples
    --------
    >>> fields = {"description": "El comité no se reunió durante el año.", "success": "OIT", "comments": "Muy bueno"}
    >>> languages, record = languages_of_fields(fields)
    >>> [one.language for one in languages], record
    (['es', 'es', 'es'], 'es')
    """
    texts = {key: _text(key, value, folded) for key, value in fields.items()}
    asked = {
        key: identify(text) for key, text in texts.items() if count_words(text) >= FEW_WORDS or has_other_letters(text)
    }
    found = {key: (language, sure) for key, (language, sure) in asked.items() if sure}
    language, share = _of_record(texts, found, otherwise)
    told = ((key, *found.get(key, (language, share))) for key in fields)
    return tuple(FieldLanguage(field=key, language=one, probability=sure) for key, one, sure in told), language


def _text(key: str, value: str, folded: Mapping[str, Folded] | None) -> str:
    """Return what of a field tells its language: of a title, the project's own words."""
    if key == TITLE_FIELD:
        return fold(read_title(value).project).text
    return (folded[key] if folded is not None else fold(value)).text


def _of_record(texts: Mapping[str, str], found: Mapping[str, tuple[str, float]], otherwise: str) -> tuple[str, float]:
    """Return the language of a record and its share, asking in turn its prose, its title, and all its words."""
    weights: dict[str, float] = defaultdict(float)
    for key, (language, sure) in found.items():
        if language in LANGUAGES and key != TITLE_FIELD:
            weights[language] += len(texts[key]) * sure
    if weights:
        return of_record(weights)
    foreign = [sure for key, (_, sure) in found.items() if key != TITLE_FIELD]
    if foreign:
        return UNDETERMINED, max(foreign)
    if TITLE_FIELD in found:
        return found[TITLE_FIELD]
    language, sure = identify(" ".join(texts.values()))
    if sure:
        return language, sure
    return otherwise or LANGUAGES[0], 0.0
