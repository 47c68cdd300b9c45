"""How each part of a source was read: what became of it, and whether anything was lost.

The readers say what they read; a second, simpler way through the same document
says what there was to read. The characters of the one must be those of the other.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from kg.errors import KgError, SourceError
from kg.mapping.properties import CODES, PROSE
from kg.records import Record, is_empty, records_of
from kg.sources import PartError, collect, read_pages, recognise, unpack
from kg.sources.visible import visible_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.errors import Location
    from kg.sources import Document, Entry, Page

SpanKind = Literal["mapped", "empty", "unknown", "key", "frame", "set aside", "not accounted for"]

_PROPERTIES: Final = {
    "eval_number": "ev:evaluationNumber",
    "eval_url": "foaf:isPrimaryTopicOf",
    "eval_title": "dcterms:title",
    "url": "foaf:isPrimaryTopicOf",
    "country": "ev:coversCountry",
    "region": "ev:coversRegion",
    "theme": "ev:hasTheme",
    "category": "ev:inCategory",
    "date": "ev:responseDate",
    "admin_units": "ev:adminUnit",
    "project_symbols": "ev:projectSymbol",
    **{key: f"ev:{property_}" for key, property_ in PROSE.items()},
    **{key: f"ev:{property_}" for key, (property_, _) in CODES.items()},
}
_SOURCE_FIELD: Final = "ev:sourceField"
_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_TABLE_MARKS: Final = frozenset('",;|')
_SHOWN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One part of a source.

    Attributes
    ----------
    line
        Where it begins; 0 where lines mean nothing.
    kind
        What became of it.
    key
        The key it belongs to, with ``?`` before one that the schema does not know.
    goes_to
        The property that holds it, or why it was set aside.
    text
        What it says.
    """

    line: int
    kind: SpanKind
    key: str = ""
    goes_to: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """How one document was read.

    Attributes
    ----------
    file, format
        Its name, and the format it was recognised as.
    records
        Names of the records in it.
    spans
        Its parts in order.
    notices
        What a person should know of the reading.
    characters, missing_characters
        How many characters other than white space there are to read, and how many of them no span holds.
    missing
        The words that no span holds, the first twenty.
    """

    file: str
    format: str
    records: tuple[str, ...]
    spans: tuple[Span, ...]
    notices: tuple[str, ...]
    characters: int
    missing_characters: int
    missing: tuple[str, ...] = field(default=())

    @property
    def share(self) -> float:
        """The share of characters accounted for, 1.0 when it is all."""
        return 1 - self.missing_characters / self.characters if self.characters else 1.0

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {**asdict(self), "share": round(self.share, 6)}


def explain(sources: Iterable[str], format_: str | None = None) -> Iterator[Explanation]:
    """Yield how every document of the sources is read.

    Raises
    ------
    SourceError
        If a source does not exist.
    """
    for found in collect(sources):
        if isinstance(found, KgError):
            yield _refused(found, "")
            continue
        for document in unpack(found, format_):
            yield _refused(document, "") if isinstance(document, KgError) else explain_document(document, format_)


def explain_document(document: Document, format_: str | None = None) -> Explanation:
    """Return how one document is read."""
    try:
        name = format_ or recognise(document)
        text, frame = visible_text(document, name)
    except SourceError as error:
        return _refused(error, document.name)
    account = _Account(layout=name, lines=document.text().split("\n") if name == "text" else [])
    if frame:
        account.add(Span(line=0, kind="frame", text=frame))
    for page in read_pages(document, format_):
        if isinstance(page, KgError):
            part = page.part if isinstance(page, PartError) else None
            account.set_aside(page.problem, page.at, text if part is None else part.decode("utf-8", "replace"))
        else:
            account.read(page)
    account.spans.sort(key=lambda span: span.line)
    total, held = account.count(text), account.held
    missing = total - held
    return Explanation(
        file=document.name,
        format=name,
        records=tuple(account.records),
        spans=tuple(account.spans),
        notices=tuple(account.notices),
        characters=sum(len(token) * times for token, times in total.items()),
        missing_characters=sum(len(token) * times for token, times in missing.items()),
        missing=tuple(sorted(missing)[:_SHOWN]),
    )


def _refused(error: KgError, file: str) -> Explanation:
    file = file or (error.at.source if error.at else "")
    line = error.at.line if error.at else 0
    span = Span(line=line, kind="set aside", goes_to=error.problem)
    return Explanation(file=file, format="", records=(), spans=(span,), notices=(), characters=0, missing_characters=0)


@dataclass(slots=True)
class _Account:
    """The spans of a document in the making, and the words they hold."""

    layout: str
    lines: list[str]
    spans: list[Span] = field(default_factory=list)
    records: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    held: Counter[str] = field(default_factory=Counter)

    def count(self, text: str) -> Counter[str]:
        """Count the words and marks of a text; what only parts the cells of a table does not count."""
        marks = _TABLE_MARKS if self.layout in {"csv", "tsv", "xlsx"} else frozenset()
        return Counter(token for token in _TOKEN.findall(text) if token not in marks)

    def add(self, span: Span, *, mark: str = "") -> None:
        """Add a span; `mark` stands before it in the source and says nothing."""
        self.spans.append(span)
        self.held += self.count(f"{mark}{span.text}")

    def set_aside(self, problem: str, at: Location | None, text: str) -> None:
        """Add what was refused; its bytes are kept."""
        self.add(Span(line=at.line if at else 0, kind="set aside", goes_to=problem, text=text))

    def read(self, page: Page) -> None:
        """Add a page: its frame, its keys, and each value by whether a record has it."""
        for line, text in page.margins:
            self.add(Span(line=line, kind="frame", text=text))
        self.notices.extend(page.oddities)
        values: Counter[tuple[str, str]] = Counter()
        problem = ""
        for outcome in records_of(page):
            if isinstance(outcome, Record):
                self.records.append(outcome.name)
                values.update({(value.key, value.text) for value in outcome.values})
            else:
                problem = outcome.problem
        for entry in page.entries:
            self._entry(entry, page.layout, values, problem)

    def _entry(self, entry: Entry, layout: str, values: Counter[tuple[str, str]], problem: str) -> None:
        dash = "-" if layout == "bullets" else ""
        if self.lines:
            self.held += self.count(self.lines[entry.line - 1])
        elif layout == "html":
            self.held += self.count(f"{entry.key}:")
        if entry.value is None:
            self.spans.append(Span(line=entry.line, kind="key", key=entry.key))
            return
        kind, goes_to = _fate(entry)
        if not values[entry.key, entry.value]:
            kind, goes_to = ("set aside", problem) if problem else ("not accounted for", "")
        span = Span(line=entry.line, kind=kind, key=entry.key, goes_to=goes_to, text=entry.value)
        if kind == "not accounted for":
            self.spans.append(span)
        else:
            self.add(span, mark=dash)


def _fate(entry: Entry) -> tuple[SpanKind, str]:
    if is_empty(entry.value or ""):
        return "empty", _SOURCE_FIELD
    if entry.key in _PROPERTIES:
        return "mapped", _PROPERTIES[entry.key]
    return "unknown", _SOURCE_FIELD
