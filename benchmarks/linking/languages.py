"""The language of each field, by us and by py3langid held to the same four languages."""

from __future__ import annotations

import importlib
import importlib.util
from typing import TYPE_CHECKING, Any, Final

from benchmarks.linking.scoring import wilson
from kg.linking.linker import Linker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.linking.labelled import LabelledRecord
    from kg.reference import Reference

LANGUAGES: Final = ("es", "en", "fr", "pt")


def measure_languages(records: Sequence[LabelledRecord], reference: Reference) -> dict[str, dict[str, Any]]:
    """Return how many fields each detector names rightly, and which not."""
    linker = Linker(reference)
    guesses = {"kg": [{one.field: one.language for one in linker.link(r.fields).fields} for r in records]}
    if importlib.util.find_spec("py3langid") is not None:
        detector = importlib.import_module("py3langid.langid")
        detector.set_languages(list(LANGUAGES))
        guesses["py3langid"] = [{key: detector.classify(text)[0] for key, text in r.fields.items()} for r in records]
    return {name: _score(records, each) for name, each in guesses.items()}


def _score(records: Sequence[LabelledRecord], guesses: Sequence[dict[str, str]]) -> dict[str, Any]:
    wrong = [
        f"{record.name} {key}: {guess[key]} for {language}"
        for record, guess in zip(records, guesses, strict=True)
        for key, language in record.languages.items()
        if guess[key] != language
    ]
    fields = sum(len(record.fields) for record in records)
    right = fields - len(wrong)
    return {
        "fields": fields,
        "right": right,
        "rate": [round(right / fields, 4), *wilson(right, fields)],
        "wrong": wrong,
    }
