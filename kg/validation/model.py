"""What a validation found, as plain values in a fixed order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Severity: TypeAlias = Literal["Violation", "Warning", "Info"]

SEVERITIES: Final[tuple[Severity, ...]] = ("Violation", "Warning", "Info")
"""All severities, the gravest first."""


class NonConformant(KgError):  # noqa: N818 -- the word of SHACL; it is a finding that somebody asked to be raised
    """The data have at least one violation, and the caller asked for an exception."""

    exit_code = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a record was read.

    Parameters
    ----------
    file
        Name of the file, or of the member of an archive, as it was given to the build.
    line
        Line where the value begins or, where it is missing, where the record begins; 0 where no line is known.
    record
        IRI of the record that stands there.

    Examples
    --------
    >>> str(Place(file="pages/lesson.txt", line=12, record="https://kg.example/id/lesson/1"))
    'pages/lesson.txt:12'
    """

    file: str
    line: int
    record: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A value of a record that a result means, before its line is looked up.

    Parameters
    ----------
    record
        IRI of the record.
    key, position
        Which value, as in `kg.records.Value`; position 0 means the first of the key.
    breaks
        How many line breaks stand before the fault in that value.
    """

    record: str
    key: str
    position: int
    breaks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One thing that a shape found (SHACL, section 3.6.2).

    Parameters
    ----------
    focus_node
        IRI of the thing that was checked; a blank node reads ``_:name``.
    path
        IRI of the property that was followed. A longer path is written as in SPARQL, with every IRI in angle
        brackets: ``<a>|<b>``, ``^<a>``, ``^<a>/<b>``. Empty where a shape speaks of the thing as a whole.
    value
        The value at fault in N-Triples form, as in `kg.terms`; `None` where a value is missing or there are too many.
    component
        IRI of the constraint component, such as ``http://www.w3.org/ns/shacl#MinCountConstraintComponent``.
    severity
        How grave it is.
    shape
        IRI of the shape that found it.
    messages
        What is wrong and what to do, by language.
    names
        What the shape is about, in a few words, by language.
    key
        The key on the page that holds the value, such as ``location``; empty where no key does.
    position
        Which value of that key it is, counted from 1; 0 where that is not told.
    start
        Where in the text of that value the fault begins, counted from 0 in characters.
    code
        The stable code of a data-quality finding, such as ``Q-DOUBLED-WORD``; empty for a shape.
    aims
        The values that are meant, where the check knows them; else `places` is looked up by key and value.
    places
        Files and lines to look at, from `kg.validation.places.located`. Two results are equal wherever they stand.
    """

    focus_node: str
    path: str
    value: str | None
    component: str
    severity: Severity
    shape: str
    messages: Mapping[str, str] = field(hash=False)
    names: Mapping[str, str] = field(default_factory=dict, hash=False)
    key: str = ""
    position: int = 0
    start: int = 0
    code: str = ""
    aims: tuple[Aim, ...] = field(default=(), compare=False)
    places: tuple[Place, ...] = field(default=(), compare=False)

    def message(self, language: str = "en") -> str:
        """Return the message in `language`, in English or any other language where there is none.

        Examples
        --------
        >>> result = Result(focus_node="x:1", path="", value=None, component="x:c", severity="Info", shape="x:s",
        ...                 messages={"en": "Too short."})
        >>> result.message("fr")
        'Too short.'
        """
        return in_language(self.messages, language)

    def name(self, language: str = "en") -> str:
        """Return what the shape is about in `language`; its IRI where the shapes do not say."""
        return in_language(self.names, language) or self.shape

    @property
    def sort_key(self) -> tuple[int, str, str, str, str, str, int, int]:
        """Where the result stands in a report: by severity, shape, focus node, path, component, value, place in it."""
        gravity = SEVERITIES.index(self.severity)
        value = self.value or ""
        return gravity, self.shape, self.focus_node, self.path, self.component, value, self.position, self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that a validation found.

    Parameters
    ----------
    results
        The results; `in_order` sorts them.
    focus_nodes
        How many things were looked at. Zero means that the shapes met nothing they speak of, so that
        "nothing found" says nothing about the data.
    fallback
        Why the reference engine did the work of the fast one, as the end of a sentence; empty where it did not.
        Two reports are equal whoever made them.
    """

    results: tuple[Result, ...]
    focus_nodes: int
    fallback: str = field(default="", compare=False)

    @classmethod
    def in_order(cls, results: Iterable[Result], focus_nodes: int, *, fallback: str = "") -> Report:
        """Make the report of `results`, sorted, each once."""
        ordered = tuple(sorted(set(results), key=lambda result: result.sort_key))
        return cls(results=ordered, focus_nodes=focus_nodes, fallback=fallback)

    @property
    def conforms(self) -> bool:
        """Whether there is no violation. Warnings and infos do not count, other than in `sh:conforms`."""
        return not self.counts["Violation"]

    @property
    def counts(self) -> dict[Severity, int]:
        """How many results there are of each severity, the gravest first."""
        found = Counter(result.severity for result in self.results)
        return {severity: found[severity] for severity in SEVERITIES}

    @property
    def quality(self) -> dict[str, int]:
        """How many data-quality findings there are of each code, the most first."""
        found = Counter(result.code for result in self.results if result.code)
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    def is_clean(self, *, strict: bool = False) -> bool:
        """Tell whether nothing calls for an exit code of 1: no violation and, if `strict`, no warning either.

        Examples
        --------
        >>> Report(results=(), focus_nodes=3).is_clean(strict=True)
        True
        """
        return self.conforms and not (strict and self.counts["Warning"])

    def raise_for_violations(self) -> None:
        """Raise where the data do not conform.

        Raises
        ------
        NonConformant
            If there is a violation; the problem is the first message in English.
        """
        if not self.conforms:
            first, count = self.results[0], self.counts["Violation"]
            raise NonConformant(f"{count} violation(s), first of {first.focus_node}: {first.message()}")


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Return the text in `language`, else in English, else in the first language there is, else nothing."""
    return texts.get(language) or texts.get("en") or next((texts[key] for key in sorted(texts)), "")
