"""What `kg` can name: a problem, the place where it stands, and what to do.

Every exception that `kg` raises on purpose is a `KgError`; the command line and
the server turn it into an exit code or a status in one place. A caller's bug
stays a `ValueError` or `TypeError`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a source: its name and, where known, the line and the record.

    Parameters
    ----------
    source
        Name of the file (or archive member) as a reader would type it.
    line
        Line number, counted from 1; 0 when no line applies.
    record
        What the source calls the record, such as ``lesson 242853``; empty when unknown.

    Examples
    --------
    >>> str(Location("page.txt", 7, "lesson 242853"))
    'page.txt:7 (lesson 242853)'
    >>> str(Location("page.txt"))
    'page.txt'
    """

    source: str
    line: int = 0
    record: str = ""

    def __str__(self) -> str:
        line = f":{self.line}" if self.line else ""
        record = f" ({self.record})" if self.record else ""
        return f"{self.source}{line}{record}"


class KgError(Exception):
    """Something `kg` can name: what is wrong, where it stands, what to do.

    Parameters
    ----------
    problem
        What is wrong, as one clause without a full stop.
    at
        Where it stands, if it stands anywhere.
    hint
        What to do about it.

    Examples
    --------
    >>> print(KgError("no key 'url'", Location("page.txt", 3), "add the address of the record"))
    page.txt:3: no key 'url'
      add the address of the record
    """

    exit_code = 3
    """What the command line exits with: 2 for a wrong call, 3 for what could not be done."""

    def __init__(self, problem: str, at: Location | None = None, hint: str = "") -> None:
        super().__init__(problem, at, hint)  # all of it in args, so that it pickles
        self.problem, self.at, self.hint = problem, at, hint

    def __str__(self) -> str:
        place = f"{self.at}: " if self.at else ""
        advice = f"\n  {self.hint}" if self.hint else ""
        return f"{place}{self.problem}{advice}"


class ConfigError(KgError):
    """The call or the configuration is wrong."""

    exit_code = 2


class SourceError(KgError):
    """A source cannot be read as what it claims to be."""


class RecordError(KgError):
    """A row is read, but it is no record."""


class LinkingError(KgError):
    """The lexicon or a linking rule cannot be used."""


class MappingError(KgError):
    """A record cannot become triples."""


class StoreError(KgError):
    """A graph directory cannot be opened, written or published."""


class ShapesError(KgError):
    """The shapes cannot be used."""


class QueryError(KgError):
    """A query cannot be parsed or answered."""


class ExportError(KgError):
    """A graph cannot be written in the form asked for."""


class ServerError(KgError):
    """The server cannot listen or answer."""


class RemoteError(KgError):
    """Another store or endpoint cannot be reached, or refuses."""
