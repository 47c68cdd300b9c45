"""The report as a letter to the keeper of the records: one page that needs nothing else and runs no script."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Final

from kg.terms import Names
from kg.validation.cut import cut
from kg.validation.grouping import one_line
from kg.validation.letter import letter
from kg.validation.markup import QUOTE, Sentences, link, row, tag
from kg.validation.model import SEVERITIES
from kg.validation.text import entry_title, thing_text
from kg.validation.words import Words, words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from kg.validation.context import Context
    from kg.validation.grouping import Entry
    from kg.validation.letter import Card, Letter, Problem
    from kg.validation.model import Report

CARDS: Final = 60
"""How many records a letter describes before it refers to the complete list."""

_VALUES: Final = 5
"""How many values, places, pages or records are named in one place before the rest is counted."""

_KINDS: Final = 15
"""How many kinds of problems the overview names."""


def to_html(  # noqa: PLR0913 -- what a letter may say beside the report
    report: Report,
    contexts: Mapping[str, Context],
    *,
    lang: str = "en",
    names: Names | None = None,
    dated: dt.date | None = None,
    attachment: str = "",
) -> str:
    """Write the report as a letter: record by record, the gravest first, with what to do about each problem.

    All that comes from records is escaped, only http(s) addresses become links, and the page's own policy allows
    its style and nothing else. Where there are more than `CARDS` records, the letter says so, gives the numbers of
    all, and refers to the complete list.

    Parameters
    ----------
    report
        What was found.
    contexts
        The records behind it, from `kg.validation.context.contexts`.
    lang
        ``en``, ``es`` or ``fr``.
    names
        Shortens IRIs; by default those of the default base.
    dated
        The day of the letter; none is written without it, so that equal reports give equal letters.
    attachment
        Name of the file that holds the complete list, beside the letter; empty where there is none.

    Raises
    ------
    ConfigError
        If there is no report in that language.

    Examples
    --------
    >>> from kg.validation.model import Report
    >>> "No hay nada que corregir." in to_html(Report(results=(), focus_nodes=2), {}, lang="es")
    True
    """
    writer = _Writer(words(lang), letter(report, contexts, lang, names or Names()), attachment)
    is_clean = bool(report.focus_nodes and not report.results)
    style = _template("letter.css")
    return Template(_template("letter.html")).substitute(
        language=lang,
        style=style,
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        title=writer.word("letter_title_clean" if is_clean else "letter_title"),
        date=writer.date(dated),
        salutation=writer.word("letter_salutation"),
        body=writer.body(is_checked=bool(report.focus_nodes)),
        ending=writer.ending(),
        greeting=writer.word("letter_greeting"),
        signature=writer.word("letter_signature"),
    )


def is_abridged(report: Report, contexts: Mapping[str, Context]) -> bool:
    """Tell whether a letter leaves records to the complete list."""
    return len(letter(report, contexts, "en", Names()).cards) > CARDS


@cache
def _template(name: str) -> str:
    return files("kg.validation").joinpath("templates", name).read_text(encoding="utf-8")


class _Writer(Sentences):
    """Writes the parts of one letter in one language; every method returns markup."""

    def __init__(self, tongue: Words, content: Letter, attachment: str) -> None:
        super().__init__(tongue)
        self.content, self.attachment = content, attachment

    def body(self, *, is_checked: bool) -> str:
        """Return what stands between salutation and ending."""
        if not is_checked:
            return tag("p", self.word("letter_unchecked"))
        if not self.content.cards and not self.content.system:
            return tag("p", self.word("letter_clean"))
        parts = [tag("p", self.word("letter_opening"))]
        parts.extend(self._records() if self.content.cards else [tag("p", self.word("letter_no_points"))])
        return "\n".join([*parts, *self._system()])

    def ending(self) -> str:
        """Return what is said when all is told."""
        if not self.content.cards:
            return ""
        return "\n".join(tag("p", self.word(key)) for key in ("letter_after", "letter_thanks"))

    def _records(self) -> Iterator[str]:
        content, tongue = self.content, self.tongue
        yield tag(
            "p",
            self.filled(
                "letter_found",
                points=tongue.count("letter_points", sum(content.counts.values())),
                records=tongue.count("letter_records", content.records),
            ),
            class_="found",
        )
        yield self._section("summary", "letter_summary", self._levels() + self._kinds())
        shown = content.cards[:CARDS]
        contents = self._contents(shown) if len(shown) > 1 else ""
        yield contents
        cards = "\n".join(self._card(card, number) for number, card in enumerate(shown, 1))
        yield self._section("records", "letter_by_record", cards)
        if len(shown) < len(content.cards):
            yield self._section("rest", "letter_rest", tag("p", self._rest(len(shown))))

    def _section(self, anchor: str, title: str, inner: str) -> str:
        heading = tag("h2", self.word(title), id=anchor)
        return f'<section aria-labelledby="{anchor}">\n{heading}\n{inner}\n</section>'

    def _rest(self, shown: int) -> str:
        numbers = {"shown": str(shown), "all": str(len(self.content.cards))}
        if self.attachment:
            return self.filled("letter_rest_text", file=one_line(self.attachment), **numbers)
        return self.filled("letter_rest_command", **numbers)

    def _level(self, severity: str) -> str:
        return tag("span", self.word(f"letter_{severity}"), class_="level")

    def _levels(self) -> str:
        rows = (
            row(
                severity.lower(),
                tag("th", self._level(severity), scope="row"),
                tag("td", str(self.content.counts[severity]), class_="number"),
                tag("td", self.word(f"letter_{severity}_means")),
            )
            for severity in SEVERITIES
        )
        return self._table(("letter_level", "letter_number", "letter_meaning"), rows)

    def _kinds(self) -> str:
        kinds = self.content.kinds
        if len(kinds) < 2 or len(self.content.cards) < 2:  # noqa: PLR2004 -- the one card says it
            return ""
        rows = [
            row(
                group.severity.lower(),
                tag("th", f"{self._level(group.severity)} {self.ours(group.name)}", scope="row"),
                tag("td", str(values), class_="number"),
                tag("td", str(records), class_="number"),
            )
            for group, values, records in kinds[:_KINDS]
        ]
        if len(kinds) > _KINDS:
            more = tag("td", self.number("letter_more_kinds", len(kinds) - _KINDS), colspan="3")
            rows.append(row("", more))
        table = self._table(("letter_kind", "letter_number", "letter_in_records"), rows)
        return f"{tag('h3', self.word('letter_kinds'))}\n{table}"

    def _table(self, columns: tuple[str, ...], rows: Iterable[str]) -> str:
        numbers = ("letter_number", "letter_in_records")
        head = "".join(
            tag("th", self.word(name), scope="col", class_="number" if name in numbers else "") for name in columns
        )
        return (
            f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>\n{"".join(rows)}</tbody></table></div>'
        )

    def _contents(self, cards: Iterable[Card]) -> str:
        items = "\n".join(
            f'<li><a href="#record-{number}">{escape(self._name(card))}</a>{self._title("span", card)}</li>'
            for number, card in enumerate(cards, 1)
        )
        heading = tag("h2", self.word("letter_contents"), id="contents")
        return f'<nav class="contents" aria-labelledby="contents">\n{heading}\n<ol>\n{items}\n</ol>\n</nav>'

    def _name(self, card: Card) -> str:
        text = thing_text(card.context.thing, self.tongue)
        return cut(text[:1].upper() + text[1:])

    def _title(self, element: str, card: Card) -> str:
        thing = card.context.thing
        if not thing.title:
            return ""
        return tag(element, escape(cut(one_line(thing.title), QUOTE)), class_="title", lang=thing.language, dir="auto")

    def _card(self, card: Card, number: int) -> str:
        return Template(_template("card.html")).substitute(
            anchor=f"record-{number}",
            name=escape(self._name(card)),
            title=self._title("p", card),
            about=tag("dl", about, class_="about") if (about := "\n".join(self._about(card.context))) else "",
            problems="\n".join(map(self._problem, card.problems)),
        )

    def _about(self, context: Context) -> Iterator[str]:
        others = [record for record in context.records if record.iri != context.thing.iri]
        if others:
            named = [escape(thing_text(record, self.tongue)) for record in others[:_VALUES]]
            rest = len(others) - len(named)
            yield self._fact("letter_concerns", [", ".join(named), *self._more("letter_more_records", rest)])
        pages = [link(page) for page in context.pages[:_VALUES]]
        if pages:
            rest = len(context.pages) - len(pages)
            yield self._fact("letter_pages", [*pages, *self._more("more_pages", rest)], number=len(context.pages))

    def _problem(self, problem: Problem) -> str:
        return Template(_template("problem.html")).substitute(
            level=problem.group.severity.lower(),
            severity=self.word(f"letter_{problem.group.severity}"),
            name=self.ours(problem.group.name),
            message=self.ours(problem.group.message),
            facts="\n".join(self._facts(problem.entries)),
        )

    def _facts(self, entries: tuple[Entry, ...]) -> Iterator[str]:
        yield self._fact("letter_field", [tag("code", escape(cut(entries[0].key)))])
        values = list(dict.fromkeys(filter(None, map(self._value, entries))))
        if values:
            rest = self._more("letter_more_values", len(values) - _VALUES)
            yield self._fact("letter_value", [*values[:_VALUES], *rest], number=len(entries))
        places = list(dict.fromkeys(place for entry in entries for place in entry.sources))
        if places:
            shown = [tag("span", escape(cut(place)), class_="place", dir="ltr") for place in places[:_VALUES]]
            rest = self._more("more", len(places) - _VALUES)
            yield self._fact("letter_place", [*shown, *rest], number=len(places))

    def _value(self, entry: Entry) -> str:
        """Return the value as a quotation, the name of the thing that is itself at fault, or why there is no value."""
        lacks = {"missing": "letter_empty", "several": "letter_several"}
        thing = entry.context.thing
        value = entry.value
        if value is None and not entry.lack and thing not in entry.context.records:
            value = thing_text(thing, self.tongue)
        if value is None:
            return self.word(lacks[entry.lack]) if entry.lack else ""
        text = tag("bdi", escape(cut(value, QUOTE)), lang=entry.language)
        return tag("span", text, class_="quote") if "“" in value else tag("q", text)

    def _fact(self, key: str, lines: Iterable[str], number: int = 1) -> str:
        inner = "".join(
            line if line.startswith(("<q>", '<span class="quote">')) else tag("div", line) for line in lines
        )
        return f"{tag('dt', self.number(key, number))}{tag('dd', inner)}"

    def _more(self, key: str, rest: int) -> list[str]:
        return [self.number(key, rest)] if rest > 0 else []

    def _system(self) -> Iterator[str]:
        """Yield what is wrong with the graph, told in short for those who run it."""
        if not self.content.system:
            return
        items = "\n".join(
            f'<li class="problem {group.severity.lower()}"><h3>{self._level(group.severity)} {self.ours(group.name)}'
            f"</h3><p>{self.ours(group.message)}</p>{tag('dl', self._examples(group.entries))}</li>"
            for group in self.content.system[:_KINDS]
        )
        rest = self._more("letter_more_kinds", len(self.content.system) - _KINDS)
        items += "".join(tag("li", more, class_="problem") for more in rest)
        opening = tag("p", self.word("letter_system_opening"))
        yield self._section("system", "letter_system", f'{opening}\n<ul class="system">\n{items}\n</ul>')

    def _examples(self, entries: tuple[Entry, ...]) -> str:
        named = [escape(cut(entry_title(entry, self.tongue))) for entry in entries[:_VALUES]]
        return self._fact(
            "letter_concerns",
            [self.number("letter_cases", len(entries)), *named, *self._more("more", len(entries) - len(named))],
        )
