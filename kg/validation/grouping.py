"""The results of a report as people read them: by shape, then by record, each problem once.

Two constraints of one shape may fail on one value, such as its datatype and its pattern. That is two results
for a program and one problem for a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, Literal

from kg.terms import language_of
from kg.validation.context import Context, Thing
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.terms import Names
    from kg.validation.model import Report, Result, Severity

_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_LITERAL: Final = re.compile(r'"(.*)"(?:@[\w-]+|\^\^<[^>]*>)?', re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(u[0-9A-F]{4}|.)", re.DOTALL)
_ESCAPED: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_LACKS: Final[Mapping[str, Literal["missing", "several"]]] = {
    "MinCountConstraintComponent": "missing",
    "QualifiedMinCountConstraintComponent": "missing",
    "MaxCountConstraintComponent": "several",
    "UniqueLangConstraintComponent": "several",
}
_IRI: Final = re.compile(r"<([^>]*)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One problem of one thing.

    Parameters
    ----------
    context
        The thing and the records it concerns.
    key
        The field on the page, empty where there is none.
    path
        The property in short form, such as ``ev:start``; empty where the thing as a whole is meant.
    value
        The value at fault as one line of text without control characters; `None` where there is none to show.
    lack
        Why there is no value to show, as a key of the word list: ``missing`` or ``several``; else empty.
    sources
        Where to look: file and line as ``file:line`` where they are known, else the files alone.
    language
        Language of the value, as its tag says; empty where it has none.
    """

    context: Context
    key: str
    path: str
    value: str | None
    lack: Literal["missing", "several", ""]
    sources: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """All problems that one shape or check found, with one sentence for all of them.

    Parameters
    ----------
    severity, name, message
        As in `kg.validation.model.Result`, in the language of the report.
    shape
        IRI of the shape in short form.
    code
        The stable code of a data-quality finding; empty for a shape.
    entries
        The problems, by record.
    records
        How many records they concern.
    """

    severity: Severity
    shape: str
    code: str
    name: str
    message: str
    entries: tuple[Entry, ...]
    records: int = 0


def groups(report: Report, contexts: Mapping[str, Context], language: str, names: Names) -> Iterator[Group]:
    """Yield the groups of a report, the gravest first, then by shape; entries go by record."""
    for (severity, shape, message), results in groupby(
        sorted(report.results, key=lambda result: (*result.sort_key[:2], result.message(language), *result.sort_key)),
        key=lambda result: (result.severity, result.shape, result.message(language)),
    ):
        found = list(results)
        entries = _entries(found, contexts, names)
        yield Group(
            severity=severity,
            shape=names.compress(shape),
            code=found[0].code,
            name=one_line(names.compress(found[0].name(language))),
            message=one_line(message),
            entries=entries,
            records=len({record.iri for entry in entries for record in entry.context.records}),
        )


def _entries(results: list[Result], contexts: Mapping[str, Context], names: Names) -> tuple[Entry, ...]:
    entries = {
        (result.focus_node, result.value, result.key, result.position, result.start): _entry(result, contexts, names)
        for result in results
    }
    by_record = sorted(entries.items(), key=lambda item: (by_kind_and_number(item[1].context.thing), item[0][1] or ""))
    return tuple(entry for _, entry in by_record)


def _entry(result: Result, contexts: Mapping[str, Context], names: Names) -> Entry:
    context = contexts.get(result.focus_node) or _unknown(result.focus_node)
    return Entry(
        context=context,
        key=one_line(result.key),
        path=one_line(_short(result.path, names)),
        value=_value(result, contexts, names),
        lack=_LACKS.get(result.component.removeprefix(PREFIXES["sh"]), ""),
        sources=tuple(dict.fromkeys(one_line(str(place)) for place in result.places or context.sources)),
        language=language_of(result.value) if result.value and result.value.startswith('"') else "",
    )


def _value(result: Result, contexts: Mapping[str, Context], names: Names) -> str | None:
    """Return the value for people; a thing of the graph has its name before its IRI."""
    if result.value is None or result.value == f"<{result.focus_node}>":
        return None
    text = plain(result.value, names)
    thing = contexts[result.value[1:-1]].thing if result.value[1:-1] in contexts else None
    return text if thing is None or thing.kind == "thing" else one_line(f"{thing.name} ({text})")


def plain(term: str, names: Names) -> str:
    r"""Return a term as one line for people: the text of a literal, the short form of an IRI.

    Control characters become blanks: a terminal would obey them, and text direction could be forged by them.

    Examples
    --------
    >>> from kg.terms import Names
    >>> plain('"two\\nlines \\u001B[31m"@en', Names()), plain("<https://kg.example/id/country/CL>", Names())
    ('two lines [31m', 'd:country/CL')
    """
    found = _LITERAL.fullmatch(term)
    if not found:
        return one_line(names.compress(term.strip("<>")))
    text = _ESCAPE.sub(lambda m: chr(int(m[1][1:], 16)) if len(m[1]) > 1 else _ESCAPED.get(m[1], m[1]), found[1])
    return one_line(text)


def one_line(text: str) -> str:
    """Return text with every run of control characters and blanks as one blank."""
    return " ".join(_CONTROL.sub(" ", text).split())


def _short(path: str, names: Names) -> str:
    return _IRI.sub(lambda found: names.compress(found[1]), path) if "<" in path else names.compress(path)


def by_kind_and_number(thing: Thing) -> tuple[str, int, str]:
    """Order things by kind, then numbers by size, then by name."""
    number = int(thing.name) if thing.name.isascii() and thing.name.isdigit() else 0
    return thing.kind, number, thing.iri


def _unknown(focus_node: str) -> Context:
    return Context(thing=Thing(iri=focus_node, kind="thing", name=focus_node), records=())
