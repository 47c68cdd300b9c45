"""One page of the documentation: the same order in every language, the same address for every term."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Final

from kg.views.markup import element, text
from tools.docs.diagram import diagram
from tools.docs.model import LANGUAGES
from tools.vocabularies import alphabetical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tools.docs.model import Borrowed, Ontology, Rule, Scheme, Term

_FOLDER: Final = Path(__file__).parent
_SEVERITIES: Final = ("Violation", "Warning", "Info")
_MANY: Final = 40
"""From this many concepts on, a vocabulary opens only when asked."""


def page(ontology: Ontology, language: str) -> str:
    """Return the page of `ontology` in one of `LANGUAGES`."""
    return _Page(ontology, language).html()


class _Page:
    def __init__(self, ontology: Ontology, language: str) -> None:
        self.ontology, self.language = ontology, language
        self.words = tomllib.loads((_FOLDER / "words.toml").read_text(encoding="utf-8"))
        self.word: dict[str, str] = self.words[language]
        self.known = {term.curie: term for term in (*ontology.classes, *ontology.properties)}
        self.elsewhere = {term.curie: term for term in ontology.borrowed}

    def html(self) -> str:
        ontology, word = self.ontology, self.word
        sections = {
            "classes": "".join(map(self._class, ontology.classes)),
            "properties": "".join(map(self._property, ontology.properties)),
            "vocabularies": "".join(map(self._scheme, ontology.schemes)),
            "shapes": self._shapes(),
            "provenance": element("p", text(word["provenance_text"])),
            "borrowed": self._borrowed(),
        }
        counts = word["counts"].format(
            classes=len(ontology.classes),
            properties=len(ontology.properties),
            schemes=len(ontology.schemes),
            concepts=sum(len(scheme.concepts) for scheme in ontology.schemes),
            rules=len(ontology.rules),
        )
        return Template((_FOLDER / "page.html").read_text(encoding="utf-8")).substitute(
            {name: text(word[name]) for name in ("skip", "others", "contents", "made", "overview")},
            language=self.language,
            title=text(ontology.titles[self.language]),
            description=text(ontology.descriptions[self.language]),
            style=(_FOLDER / "page.css").read_text(encoding="utf-8"),
            languages=self._languages(),
            counts=text(counts),
            facts=self._facts(),
            picture=self._overview(),
            toc=self._toc(["overview", *sections]),
            main="\n".join(
                f'<section aria-labelledby="{name}">\n<h2 id="{name}">{text(word[name])}</h2>\n{body}\n</section>'
                for name, body in sections.items()
            ),
        )

    def _languages(self) -> str:
        return " ".join(
            element("span", text(self.words[language]["language"]), aria_current="page")
            if language == self.language
            else element(
                "a",
                text(self.words[language]["language"]),
                href=f"index.{language}.html",
                hreflang=language,
                lang=language,
            )
            for language in LANGUAGES
        )

    def _facts(self) -> str:
        ontology = self.ontology
        return self._pairs(
            {
                "version": text(ontology.version),
                "namespace": element("code", text(ontology.iri)) + " (ev:)",
                "licence": element("a", text(ontology.licence.rpartition("/")[2]), href=ontology.licence),
                "cite": text(ontology.citation),
                "files": ", ".join(
                    element("a", element("code", text(name)), href=address)
                    for name, address in (
                        ("kg.ttl", "../../ontology/kg.ttl"),
                        ("context.jsonld", "../../ontology/context.jsonld"),
                        ("kg-shapes.ttl", "../../shapes/whole/kg-shapes.ttl"),
                        ("data-dictionary.csv", "data-dictionary.csv"),
                        ("CHANGELOG.md", "CHANGELOG.md"),
                    )
                ),
            }
        )

    def _toc(self, sections: Iterable[str]) -> str:
        lists = {
            "classes": [(term.name, term.labels) for term in self.ontology.classes],
            "properties": [(term.name, term.labels) for term in self.ontology.properties],
            "vocabularies": [(f"scheme-{scheme.key}", scheme.labels) for scheme in self.ontology.schemes],
        }
        entries = []
        for name in sections:
            link = element("a", text(self.word[name]), href=f"#{name}")
            if name in lists:
                below = sorted(lists[name], key=lambda entry: alphabetical(entry[1][self.language]))
                inner = "".join(
                    element("li", element("a", text(labels[self.language]), href=f"#{anchor}"))
                    for anchor, labels in below
                )
                summary = element("summary", f"{text(self.word[name])} ({len(below)})")
                opened = " open" if name == "classes" else ""
                link = f"<details{opened}>{summary}<ul><li>{link}</li>{inner}</ul></details>"
            entries.append(element("li", link))
        return f"<ol>{''.join(entries)}</ol>"

    def _overview(self) -> str:
        word = self.word
        svg = diagram(self.ontology, self.language, word["picture"], word["overview_text"])
        return f'<p>{text(word["overview_text"])}</p><div class="picture" tabindex="0">{svg}</div>'

    def _pairs(self, pairs: dict[str, str]) -> str:
        """Write terms with their descriptions, those without one left out."""
        return "".join(
            f"<dt>{text(self.word[name])}</dt><dd>{described}</dd>" for name, described in pairs.items() if described
        )

    def _links(self, curies: Iterable[str]) -> str:
        return ", ".join(map(self._link, curies))

    def _link(self, curie: str) -> str:
        if curie in self.known:
            term = self.known[curie]
            return element("a", text(term.labels[self.language]), href=f"#{term.name}", title=curie)
        if curie in self.elsewhere:
            return element("a", element("code", text(curie)), href=f"#{curie.replace(':', '-')}")
        return element("code", text(curie))

    def _card(self, term: Term, tags: Iterable[str], pairs: dict[str, str], rules: list[Rule]) -> str:
        language = self.language
        permalink = element("a", "#", href=f"#{term.name}", aria_label=f"{self.word['address']}: {term.curie}")
        note = term.notes.get(language)
        return (
            f'<article class="term" id="{term.name}">'
            f"<h3>{text(term.labels[language])} {element('code', text(term.curie))}{permalink}</h3>"
            + self._otherwise(term.labels)
            + f"<p>{text(term.definitions[language])}</p>"
            + (element("p", text(note), class_="note") if note else "")
            + f'<ul class="tags">{"".join(element("li", text(tag)) for tag in tags)}</ul>'
            + element("dl", self._pairs(pairs))
            + element("pre", element("code", text(term.example)), aria_label=self.word["example"])
            + self._queries(term)
            + self._rules(rules)
            + "</article>\n"
        )

    def _otherwise(self, labels: dict[str, str]) -> str:
        """Show the labels of the other languages, so that a word found in one leads to those of all."""
        others = (element("span", text(labels[each]), lang=each) for each in LANGUAGES if each != self.language)
        return element("p", " · ".join(others), class_="otherwise")

    def _class(self, term: Term) -> str:
        properties = self.ontology.properties
        pairs = {
            "below": self._links(term.parents),
            "above": self._links(term.children),
            "with_domain": self._links(each.curie for each in properties if term.curie in each.domains),
            "with_range": self._links(each.curie for each in properties if term.curie in each.ranges),
            "disjoint": self._links(term.disjoint),
        }
        rules = [rule for rule in self.ontology.rules if term.curie in rule.classes]
        return self._card(term, [self.word[term.status]], pairs, rules)

    def _property(self, term: Term) -> str:
        word = self.word
        tags = [word[term.sort], *([word["functional"]] if term.functional else []), word[term.status]]
        pairs = {
            "domain": self._links(term.domains),
            "range": self._links(term.ranges),
            "origin": text(", ".join(word[origin] for origin in term.origins)),
            "key": ", ".join(element("code", text(key)) for key in term.keys),
            "below": self._links(term.parents),
            "above": self._links(term.children),
            "inverse": self._link(term.inverse) if term.inverse else "",
        }
        return self._card(term, tags, pairs, [rule for rule in self.ontology.rules if term.curie in rule.paths])

    def _queries(self, term: Term) -> str:
        """Show the published rules that conclude a class."""
        found = {name: query for name, query in self.ontology.queries.items() if f" a {term.curie} ." in query}
        return "".join(map(self._query, found.items()))

    def _query(self, named: tuple[str, str]) -> str:
        name, query = named
        summary = f"{text(self.word['query'])} {element('code', text(f'rules/{name}'))}"
        body = element("pre", element("code", text(query[query.index("PREFIX") :].strip())))
        return f'<details class="more"><summary>{summary}</summary>{body}</details>'

    def _rules(self, rules: list[Rule]) -> str:
        if not rules:
            return ""
        order = sorted(rules, key=lambda rule: (_SEVERITIES.index(rule.severity.removeprefix("sh:")), rule.name))
        items = "".join(map(self._rule, order))
        return (
            f'<details class="more"><summary>{text(self._count("rules", len(rules)))}</summary>'
            f'<ul class="rules">{items}</ul></details>'
        )

    def _rule(self, rule: Rule, anchor: str = "") -> str:
        severity = rule.severity.removeprefix("sh:")
        title = rule.titles.get(self.language) or rule.name
        badge = element("span", text(self.word[severity]), class_=f"severity {severity}")
        message = rule.messages.get(self.language, "")
        where = element("a", element("code", text(f"ev:{rule.name}")), href=f"#shape-{rule.name}")
        told = element("p", text(message)) if message else ""
        return element("li", badge + text(title) + told + element("p", where, class_="note"), id=anchor or None)

    def _count(self, noun: str, number: int) -> str:
        return self.word[f"{noun}_one"] if number == 1 else self.word[f"{noun}_many"].format(count=number)

    def _scheme(self, scheme: Scheme) -> str:
        language = self.language
        definition = scheme.definitions.get(language)
        items = "".join(
            element(
                "li",
                text(concept.labels.get(language, concept.key))
                + (f" {element('code', text(concept.notation))}" if concept.notation else ""),
                title=concept.definitions.get(language, concept.key),
            )
            for concept in sorted(scheme.concepts, key=lambda each: alphabetical(each.labels.get(language, each.key)))
        )
        listed = f'<ul class="concepts">{items}</ul>'
        if len(scheme.concepts) >= _MANY:
            listed = f'<details class="more"><summary>{text(self.word["show_concepts"])}</summary>{listed}</details>'
        return (
            f'<article class="term" id="scheme-{scheme.key}">'
            f"<h3>{text(scheme.labels[language])} {element('code', text(f'id/scheme/{scheme.key}'))}</h3>"
            + (element("p", text(definition)) if definition else "")
            + f'<ul class="tags">{element("li", text(self._count("concepts", len(scheme.concepts))))}'
            f"{element('li', element('code', text(scheme.file)))}</ul>{listed}</article>\n"
        )

    def _shapes(self) -> str:
        word = self.word
        head = "".join(element("th", text(title), scope="col") for title in self._shape_columns())
        body = "".join(self._shape_rows())
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        counted = element("div", table, class_="scroll", tabindex="0")
        return element("p", text(word["shapes_text"])) + counted + "".join(self._shape_files())

    def _shape_files(self) -> Iterator[str]:
        """Yield every rule once, by file, so that a report can point at it."""
        for file in sorted({rule.file for rule in self.ontology.rules}):
            rules = [rule for rule in self.ontology.rules if rule.file == file]
            items = "".join(self._rule(rule, f"shape-{rule.name}") for rule in rules)
            summary = f"{element('code', text(f'shapes/{file}'))} ({text(self._count('rules', len(rules)))})"
            yield f'<details class="more"><summary>{summary}</summary><ul class="rules">{items}</ul></details>\n'

    def _shape_columns(self) -> tuple[str, ...]:
        return (self.word["file"], self.word["classes"], *(self.word[severity] for severity in _SEVERITIES))

    def _shape_rows(self) -> Iterator[str]:
        for file in sorted({rule.file for rule in self.ontology.rules}):
            rules = [rule for rule in self.ontology.rules if rule.file == file]
            count = Counter(rule.severity.removeprefix("sh:") for rule in rules)
            classes = self._links(sorted({curie for rule in rules for curie in rule.classes}))
            numbers = "".join(element("td", str(count[severity]), class_="number") for severity in _SEVERITIES)
            yield f'<tr><th scope="row"><code>{text(file)}</code></th><td>{classes}</td>{numbers}</tr>'

    def _borrowed(self) -> str:
        rows = "".join(map(self._borrowed_row, self.ontology.borrowed))
        table = f"<table><tbody>{rows}</tbody></table>"
        return element("p", text(self.word["borrowed_text"])) + element("div", table, class_="scroll", tabindex="0")

    def _borrowed_row(self, term: Borrowed) -> str:
        link = element("a", element("code", text(term.curie)), href=term.iri)
        label = text(term.labels.get(self.language, ""))
        return element("tr", element("td", link) + element("td", label), id=term.curie.replace(":", "-"))
