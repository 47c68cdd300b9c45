"""A page -> its structured part, by hand: what somebody would write who has one afternoon and dictionaries.

Used by the peers that map by hand, and by the floor. Labels are looked up in ``known.json``, which
``benchmarks.work`` writes from the vocabularies.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Known = dict[str, Any]
Statement = tuple[str, str, str, str]

PROSE = {
    "description": "description", "context": "context", "challenges": "challenges", "success": "successFactors",
    "comments": "comments", "administrative_issues": "administrativeIssues", "replication": "replication",
    "cause_effect": "causeEffect", "indicators": "indicators", "links": "links", "action_plan": "actionPlan",
    "title": "description",
}  # fmt: skip
CODES = {
    "management_response": ("managementResponse", "response"),
    "progress": ("progress", "progress"),
    "information_source": ("informationSource", "information-source"),
}
BLOCKS = {
    "lessons_learned": ("lesson", "LessonLearned"),
    "good_practices": ("practice", "GoodPractice"),
    "recommendations": ("recommendation", "Recommendation"),
}
EV = "https://kg.example/def#"
THING = "https://kg.example/id/"
DCTERMS = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
ORG = "http://www.w3.org/ns/org#"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def load_known(path: str) -> Known:
    """Read the labels of the vocabularies."""
    known: Known = json.loads(Path(path).read_text(encoding="utf-8"))
    known["empty"] = frozenset(known["empty"])
    return known


def statements(page: dict[str, Any], known: Known) -> Iterator[Statement]:  # noqa: C901 -- one afternoon
    """Yield subject, predicate, object, and what the object is: ``iri``, ``text``, ``date`` or a language."""
    empty = known["empty"]
    number = page["eval_number"]
    evaluation = f"{THING}evaluation/{number}"
    yield evaluation, TYPE, EV + "Evaluation", "iri"
    yield evaluation, EV + "evaluationNumber", number, "text"
    if title := page.get("eval_title"):
        yield evaluation, DCTERMS + "title", title, "en"
    yield evaluation, FOAF + "isPrimaryTopicOf", page["eval_url"], "iri"
    for place in page["location"]:
        if country := known["country"].get(place["country"]):
            yield evaluation, EV + "coversCountry", f"{THING}country/{country}", "iri"
        if region := known["region"].get(place["region"]):
            yield evaluation, EV + "coversRegion", f"{THING}region/{region}", "iri"
        if region := known["region"].get(place["country"]):
            yield evaluation, EV + "coversRegion", f"{THING}region/{region}", "iri"
    name = next(block for block in BLOCKS if block in page)
    kind, class_ = BLOCKS[name]
    block = page[name]
    identifier = block["url"].rpartition("/")[2]
    finding = f"{THING}{kind}/{identifier}"
    yield evaluation, EV + "hasFinding", finding, "iri"
    yield finding, TYPE, EV + class_, "iri"
    yield finding, DCTERMS + "identifier", identifier, "text"
    yield finding, EV + "findingOf", evaluation, "iri"
    yield finding, FOAF + "isPrimaryTopicOf", block["url"], "iri"
    for pair in block["themes"]:
        yield from themes(finding, pair["theme"], pair["category"], known)
    for key, value in block.items():
        if key in PROSE and value.rstrip(".").casefold() not in empty:
            yield finding, EV + PROSE[key], value, "en"
        elif key in CODES:
            property_, scheme = CODES[key]
            yield finding, EV + property_, f"{THING}code/{scheme}/{known[scheme][value]}", "iri"
    if code := block.get("admin_units"):
        unit = THING + "unit/" + known["unit"][code]
        yield finding, EV + "adminUnit", unit, "iri"
        yield unit, TYPE, ORG + "OrganizationalUnit", "iri"
        yield unit, SKOS + "notation", code, "text"
        yield unit, ORG + "unitOf", THING + "organization/ilo", "iri"
    if date := block.get("date"):
        yield finding, EV + "responseDate", date[:10], "date"


def themes(finding: str, theme: str, category: str, known: Known) -> Iterator[Statement]:
    """Yield what a pair of theme and category says, whichever way round it stands."""
    if theme in known["category"] and theme not in known["theme"]:
        theme, category = category, theme
    for label, scheme, class_ in ((theme, "theme", "Theme"), (category, "category", "ThemeCategory")):
        if label not in known[scheme]:
            concept = known["local"][f"{scheme}/{label}"]
            yield concept, TYPE, EV + class_, "iri"
            yield concept, TYPE, SKOS + "Concept", "iri"
            yield concept, SKOS + "prefLabel", label, "en"
            yield concept, SKOS + "inScheme", f"{THING}scheme/local-{scheme}", "iri"
    theme_iri = known["theme"].get(theme) or known["local"][f"theme/{theme}"]
    category_iri = known["category"].get(category) or known["local"][f"category/{category}"]
    yield finding, EV + "hasTheme", theme_iri, "iri"
    yield theme_iri, EV + "inCategory", category_iri, "iri"
