"""A page -> its records, each with an identity, or the reason why there is none."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kg.errors import Location, RecordError
from kg.records.parting import part_evaluations
from kg.records.record import BLOCK_OF_KIND, Kind, Notice, Record, Value, number_in
from kg.sources.keys import BLOCKS, EVALUATION_KEYS, FINDING_KEYS, PAIRS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.sources.page import Entry, Page

_NUMBER: Final = re.compile(r"[0-9]{1,18}")
_CONTAINER_OF: Final = {key: container for container, keys in PAIRS.items() for key in keys}
_SHOWN: Final = 120
_SHOWN_NUMBER: Final = 20
_SHOWN_NUMBERS: Final = 4


@dataclass(slots=True)
class _Part:
    """The values of one finding, or those that all findings of the page share."""

    block: str = ""
    values: list[Value] = field(default_factory=list)
    positions: Counter[str] = field(default_factory=Counter)

    def add(self, entry: Entry) -> None:
        """Add a value; a pair key that the running pair has already begins the next pair."""
        container = _CONTAINER_OF.get(entry.key)
        if container is None:
            self.positions[entry.key] += 1
            position = self.positions[entry.key]
        else:
            position = self.positions[container] or 1
            position += any(value.key == entry.key and value.position == position for value in self.values)
            self.positions[container] = position
        self.values.append(Value(entry.key, entry.value or "", position, entry.value_line))

    def open_pair(self, container: str) -> None:
        """Begin a new pair where the page opens its container again."""
        running = self.positions[container]
        if any(_CONTAINER_OF.get(value.key) == container and value.position == running for value in self.values):
            self.positions[container] += 1


def records_of(page: Page) -> Iterator[Record | RecordError]:
    """Yield the records of a page, and for each finding that is none the error that says why."""
    for entries in part_evaluations(page.entries):
        yield from _records_of_part(page, entries)


def _records_of_part(page: Page, entries: tuple[Entry, ...]) -> Iterator[Record | RecordError]:
    shared, findings = _split(entries)
    notices = [Notice("unknown-key", text, page.at) for text in page.oddities]
    numbers = {value.text.strip() for value in shared.values if value.key == "eval_number"}
    if len(numbers) > 1:
        named = ", ".join(sorted(number[:_SHOWN_NUMBER] for number in numbers)[:_SHOWN_NUMBERS])
        problem = f"the page names several evaluations ({named}), and nothing tells which finding is whose"
        yield RecordError(problem, page.at, "give one evaluation a page")
        return
    address = [value for value in shared.values if value.key in {"eval_number", "eval_url"}]
    rest = [value for value in shared.values if value.key not in {"eval_number", "eval_url"}]
    if not findings:
        yield _guarded(_evaluation_alone, page, _Part("", shared.values), notices)
    for part in findings:
        yield _guarded(_finding_record, page, _Part(part.block, [*address, *part.values, *rest]), notices)


def _split(entries: tuple[Entry, ...]) -> tuple[_Part, list[_Part]]:
    """Part the entries into what the evaluation says and what each finding says.

    A new finding begins where a block opens again, or where ``url`` or ``description`` comes back
    after other keys; a key repeated at once is a list of values.
    """
    shared, findings, previous = _Part(), list[_Part](), ""
    for entry in entries:
        if entry.key in BLOCKS and entry.value is None:
            findings.append(_Part(entry.key))
        elif entry.key in PAIRS and entry.value is None:
            (shared if entry.key == "location" else _running(findings)).open_pair(entry.key)
        elif _is_shared(entry.key):
            shared.add(entry)
        else:
            part = _running(findings)
            if entry.key in {"url", "description"} and part.positions[entry.key] and previous != entry.key:
                part = _Part(part.block)
                findings.append(part)
            part.add(entry)
        previous = entry.key
    return shared, findings


def _is_shared(key: str) -> bool:
    if key in EVALUATION_KEYS or _CONTAINER_OF.get(key) == "location":
        return True
    return key not in FINDING_KEYS and _CONTAINER_OF.get(key) != "themes" and "." not in key


def _running(findings: list[_Part]) -> _Part:
    """Return the running finding; flat rows name no block, so one is begun for them."""
    if not findings:
        findings.append(_Part())
    return findings[-1]


def _guarded(
    build: Callable[[Page, _Part, list[Notice]], Record], page: Page, part: _Part, notices: list[Notice]
) -> Record | RecordError:
    try:
        return build(page, part, list(notices))
    except RecordError as error:
        return error


def _evaluation_alone(page: Page, part: _Part, notices: list[Notice]) -> Record:
    if page.layout in {"key-value", "bullets", "html"}:
        raise RecordError("the page holds no finding", page.at, f"one of {', '.join(BLOCKS)} must open it")
    number = _evaluation_number(part.values, page.at, notices)
    return Record(
        kind="evaluation",
        number=number,
        evaluation_number=number,
        values=tuple(part.values),
        at=Location(page.at.source, page.at.line, f"evaluation {number}"),
        layout=page.layout,
        notices=tuple(notices),
    )


def _finding_record(page: Page, part: _Part, notices: list[Notice]) -> Record:
    kind, number = _identity(part, page.at)
    at = Location(page.at.source, page.at.line, f"{kind} {number}")
    evaluation = _evaluation_number(part.values, at, notices)
    return Record(
        kind=kind,
        number=number,
        evaluation_number=evaluation,
        values=tuple(part.values),
        at=at,
        layout=page.layout,
        notices=tuple(notices),
    )


def _identity(part: _Part, at: Location) -> tuple[Kind, str]:
    """Read kind and number off the path of ``url``; the host does not matter."""
    address = _stated(part.values, "url")
    if not address:
        raise RecordError(
            "the finding has no 'url', so nothing tells which record it is", at, "add the address of its page"
        )
    found = number_in(address)
    if found is None or found[0] == "evaluation":
        raise RecordError(
            f"the address {address[:_SHOWN]!r} does not end in lessons/, practices/ or recommendations/ and a number",
            at,
            "write it like https://webapps.ilo.org/ievaldiscovery/lessons/242853",
        )
    kind, number = found
    if part.block and BLOCK_OF_KIND[kind] != part.block:
        raise RecordError(
            f"the page says {part.block!r}, but its address {address[:_SHOWN]!r} is that of a {kind}",
            at,
            "mend the one that is wrong",
        )
    return kind, number


def _evaluation_number(values: list[Value], at: Location, notices: list[Notice]) -> str:
    """Return the evaluation's number: ``eval_number``, else the one in ``eval_url``."""
    stated = _stated(values, "eval_number")
    found = number_in(_stated(values, "eval_url"))
    linked = found[1] if found is not None and found[0] == "evaluation" else ""
    if _NUMBER.fullmatch(stated):
        if linked and linked != stated:
            problem = f"eval_number says {stated} and eval_url says {linked}; {stated} was taken"
            notices.append(Notice("contradicting-eval-number", problem, at, "mend the one that is wrong"))
        return stated
    if linked:
        problem = (
            f"eval_number is {f'{stated[:40]!r}, no number' if stated else 'missing'}; {linked} was read from eval_url"
        )
        notices.append(Notice("missing-eval-number", problem, at, "add eval_number"))
        return linked
    if stated:
        raise RecordError(f"eval_number {stated[:40]!r} is no number, and eval_url tells none", at, "write digits only")
    raise RecordError("neither eval_number nor eval_url tells the evaluation", at, "add eval_number")


def _stated(values: list[Value], key: str) -> str:
    return next((value.text.strip() for value in values if value.key == key and value.text.strip()), "")
