"""Pieces of work that may be done in any process: parts of documents in, records ready to be stored out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kg.errors import ConfigError, KgError
from kg.linking.own import reference_with
from kg.pipeline.taken import Refused, Taken, is_replaced
from kg.pipeline.written import RecordWriter
from kg.records import Record, records_of
from kg.records.lines import lines_of
from kg.sources import Document, PartError, read_pages
from kg.sources.jsonpages import read_line
from kg.store import BuildState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.config import OwnLexicon
    from kg.errors import SourceError
    from kg.linking.linker import Linker
    from kg.reference import Reference
    from kg.sources.page import Page

    Outcome: TypeAlias = "Taken | Refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentWork:
    """A whole document; ``format_`` is ``None`` where it is still to be recognised."""

    name: str
    data: bytes
    format_: str | None

    @property
    def size(self) -> int:
        """Its bytes."""
        return len(self.data)

    def pages(self) -> Iterator[Page | SourceError]:
        """Yield its pages."""
        return read_pages(Document(self.name, self.data), self.format_)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWork:
    """Neighbouring lines of a document with a record a line; `first` is the number of the first."""

    name: str
    encoding: str
    first: int
    lines: tuple[str, ...]

    @property
    def size(self) -> int:
        """Their characters."""
        return sum(map(len, self.lines))

    def pages(self) -> Iterator[Page | SourceError]:
        """Yield the page of each line that is not empty."""
        for number, line in enumerate(self.lines, self.first):
            yield from read_line(line, self.name, number, self.encoding)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWork:
    """Pages that were read already."""

    read: tuple[Page, ...]

    @property
    def size(self) -> int:
        """Their characters."""
        return sum(len(entry.value or "") for page in self.read for entry in page.entries)

    def pages(self) -> Iterator[Page | SourceError]:
        """Yield them."""
        return iter(self.read)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordWork:
    """Records out of a graph, to be linked and mapped again."""

    records: tuple[Record, ...]

    @property
    def size(self) -> int:
        """Their characters."""
        return sum(len(value.text) for record in self.records for value in record.values)

    def pages(self) -> Iterator[Page | SourceError]:
        """Yield nothing: these were pages long ago."""
        return iter(())


Work: TypeAlias = DocumentWork | LineWork | PageWork | RecordWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What whoever does the work must know.

    Attributes
    ----------
    base
        Where the IRIs stand.
    lexicon
        The user's own words.
    link, local_organizations, models
        How to link, see `kg.pipeline.options.BuildOptions`.
    before
        The state of the build before, where its records need not be done again.
    """

    base: str
    lexicon: OwnLexicon
    link: bool
    local_organizations: bool
    models: tuple[str, ...]
    before: Path | None


class Hands:
    """Does the work.

    Parameters
    ----------
    setup
        What is to be known.
    reference
        The vocabularies, if they are read already.
    """

    def __init__(self, setup: Setup, reference: Reference | None = None) -> None:
        known = reference or reference_with(setup.lexicon, setup.base)
        self.writer = RecordWriter(known, _linker(setup, known))
        self._before = BuildState(setup.before, read_only=True) if setup.before else None

    def close(self) -> None:
        """Let go of the state of the build before."""
        if self._before is not None:
            self._before.close()

    def do(self, work: Work) -> list[Outcome]:
        """Return what comes of a piece of work, in its order.

        Raises
        ------
        ConfigError
            If the format that the call names is none.
        """
        if isinstance(work, RecordWork):
            return [self._taken(record, None, is_new=True) for record in work.records]
        return list(self._outcomes(work.pages()))

    def _outcomes(self, pages: Iterable[Page | SourceError]) -> Iterator[Outcome]:
        for page in pages:
            if isinstance(page, KgError):
                yield Refused(error=page, part=page.part if isinstance(page, PartError) else None)
                continue
            for outcome in records_of(page):
                if isinstance(outcome, Record):
                    yield self._taken(outcome, page.part)
                else:
                    yield Refused(error=outcome, part=page.part)

    def _taken(self, record: Record, part: bytes | None, *, is_new: bool = False) -> Outcome:
        content, folded = record.content_hash(), record.folded_hash()
        rank = record.rank(content)
        stored = None if is_new or self._before is None else self._before.get(*record.key)
        try:
            written = self.writer.write(record, content, folded) if is_replaced(stored, content, folded, rank) else None
        except ConfigError:
            raise
        except KgError as error:
            return Refused(error=error, part=part)
        return Taken(
            key=record.key,
            content=content,
            folded=folded,
            rank=rank,
            at=record.at,
            layout=record.layout,
            lines=lines_of(record),
            written=written,
        )


def _linker(setup: Setup, reference: Reference) -> Linker | None:
    if not setup.link:
        return None
    from kg.linking.linker import Linker  # noqa: PLC0415 -- tables and lexicon are read only where somebody links

    return Linker(reference, policies=setup.lexicon.policies, local=setup.local_organizations, models=setup.models)
