"""The graph gives every record back, value for value what was parsed."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Dataset, Graph

from kg.errors import Location
from kg.exports.rdf import write_rdf
from kg.linking.model import FieldLanguage, Links
from kg.mapping import map_record
from kg.mapping.restore import restored_values
from kg.mapping.statements import prose_fields
from kg.records import Record, Value, record_json, records_of
from kg.reference import load_reference
from kg.sources import Document, Page, read_pages
from kg.sources.keys import KNOWN_KEYS
from kg.store.triples import load_lines, triples_of_graph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.terms import Triple

SITE = "https://webapps.ilo.org/ievaldiscovery"
REFERENCE = load_reference()
TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
ODD = st.sampled_from(
    [
        *("", "-", " - ", "N/A", "  spaces  ", "a\r\nb\rc", "\x00", "\x0b\x0c", "\x85\u2028", "\ufeff", "\ufffe\uffff"),
        *('"""', "\\u0041", "\\", "'", "<b>&amp;</b>", "@es", "^^<x>", "e\N{COMBINING ACUTE ACCENT}", "\U0010ffff"),
        *("01", "1.0", "+1", "true", "2022-07-27"),
    ]
)
VALUE = st.one_of(TEXT, ODD)
PROSE = ("description", "context", "challenges", "success", "comments", "administrative_issues", "action_plan", "title")
STATUS = st.sampled_from(
    ["Completed", "completed", "Partially Completed", " Achieved ", "achieved.", "Partially achieved", "Done", "-"]
)
DATE = st.sampled_from(["2022-07-27 00:00:00.0", "2022-07-27", "2022-02-30", "0001-01-01", "27/07/2022", "-"])
THEME = st.sampled_from(["Migration", "migration", "Gender equality", "Örganizing", "örganizing", "東京", "-", ""])
COUNTRY = st.sampled_from(["Chile", "CHILE", "Côte d’Ivoire", "Africa - regional", "Atlantis", "-", ""])
SYMBOL = st.sampled_from(["GLO/17/15/EUR", "GLO/17/15/EUR, CHL/16/01/UND", "n.a.", "-"])


def lists(one: st.SearchStrategy[str]) -> st.SearchStrategy[str | list[str]]:
    """Return a value or a list of values, as where a page repeats a key."""
    return st.one_of(one, st.lists(one, max_size=3))


def pairs(left: str, one: st.SearchStrategy[str], right: str, other: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Return a list of pairs with either half missing at times."""
    return st.lists(st.fixed_dictionaries({}, optional={left: one, right: other}), max_size=4)


@st.composite
def pages(draw: st.DrawFn) -> dict[str, Any]:
    """Return the page of one finding or evaluation: any keys, any text."""
    kind, block = draw(
        st.sampled_from(
            [
                ("lessons", "lessons_learned"),
                ("practices", "good_practices"),
                ("recommendations", "recommendations"),
                ("eval", ""),
            ]
        )
    )
    evaluation = str(draw(st.integers(1, 99)))
    finding = draw(
        st.fixed_dictionaries(
            {},
            optional={
                **{key: lists(VALUE) for key in PROSE},
                "themes": pairs("theme", st.one_of(THEME, VALUE), "category", st.one_of(THEME, VALUE)),
                "management_response": lists(STATUS),
                "progress": lists(STATUS),
                "information_source": lists(STATUS),
                "admin_units": lists(st.one_of(st.sampled_from(["CO-Lusaka", "CO Lusaka", "-"]), VALUE)),
                "date": lists(DATE),
                "project_symbols": lists(SYMBOL),
                "budget": lists(VALUE),
                "a b%20c/d": VALUE,
                "a b c/d": VALUE,
                "Ключ\n<>": VALUE,
            },
        )
    )
    host = draw(st.sampled_from([SITE, "http://analyticstest.ilo.org/ievaldiscovery", " " + SITE]))
    outer = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "eval_title": lists(VALUE),
                "eval_url": st.sampled_from([f"{SITE}/eval/{evaluation}", f"{SITE}/eval/7", "javascript:alert(1)", ""]),
                "location": pairs(
                    "country", st.one_of(COUNTRY, VALUE), "region", st.sampled_from(["Americas", "Mars", "-"])
                ),
                "donor": VALUE,
            },
        )
    )
    if not block:
        return {"eval_number": evaluation, **outer}
    number = draw(st.integers(1, 10**9))
    return {"eval_number": evaluation, **outer, block: {**finding, "url": f"{host}/{kind}/{number}"}}


def record_of(page: dict[str, Any]) -> Record:
    """Read the one record of a page."""
    document = Document("page.json", json.dumps(page, ensure_ascii=False).encode("utf-8"))
    [read] = list(read_pages(document, "json"))
    assert isinstance(read, Page), read
    [record] = list(records_of(read))
    assert isinstance(record, Record), record
    return record


def stated(record: Record, language: str = "es") -> list[Triple]:
    """Return the triples that a record states, its prose tagged as of one language."""
    fields = tuple(FieldLanguage(field=name, language=language, probability=1.0) for name, _ in prose_fields(record))
    triples, _ = map_record(record, Links(language=language, fields=fields, mentions=(), roles=()), REFERENCE)
    return triples


def back(record: Record, triples: Iterable[Triple]) -> Any:  # noqa: ANN401 -- JSON
    """Return what `triples` give back of a record, as JSON."""
    return record_json(record.kind, restored_values(record.kind, record.number, triples, REFERENCE))


def stored(record: Record) -> ox.Store:
    """Return a store that holds a record's own graph."""
    store = ox.Store()
    graph = REFERENCE.names.graph("record", *record.key)
    load_lines(store, [f"{' '.join(triple)} {graph} .\n" for triple in stated(record)])
    return store


def as_triples(serialized: str) -> list[Triple]:
    """Return the triples of N-Triples."""
    parsed = ox.parse(serialized.encode("utf-8"), ox.RdfFormat.N_TRIPLES)
    return [(str(each.subject), str(each.predicate), str(each.object)) for each in parsed]


@settings(max_examples=100, deadline=None)
@given(pages())
def test_every_record_comes_back_from_its_triples(page: dict[str, Any]) -> None:
    """Whatever a page says, its graph says it all."""
    record = record_of(page)

    assert back(record, stated(record)) == record.to_json()


@settings(max_examples=40, deadline=None)
@given(pages())
def test_every_value_comes_back_with_its_key_and_position(page: dict[str, Any]) -> None:
    """Nothing changes places between keys, and the content hash stays."""
    record = record_of(page)

    values = restored_values(record.kind, record.number, stated(record), REFERENCE)

    def placed(each: Iterable[Any]) -> list[tuple[str, int, str]]:
        return sorted((value.key, value.position, value.text) for value in each)

    assert placed(values) == placed(record.values)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.one_of(TEXT, st.sampled_from(["", ".", "..", "a/../b", "%2E", "a.b"])), VALUE, max_size=4))
def test_every_unknown_key_comes_back_through_turtle(found: dict[str, str]) -> None:
    """No key, however odd, shares its node with another one or leads out of its path."""
    number = Value("eval_number", "9901")
    values = (number, *(Value(f"?{key}", text) for key, text in found.items() if key not in KNOWN_KEYS))
    at = Location("page.json")
    record = Record(kind="evaluation", number="9901", evaluation_number="9901", values=values, at=at)
    out = io.BytesIO()
    write_rdf(stored(record), REFERENCE.names, out, "turtle", parts=["record"])

    graph = Graph().parse(data=out.getvalue(), format="turtle")

    restored = restored_values("evaluation", "9901", as_triples(graph.serialize(format="nt")), REFERENCE)
    assert {(value.key, value.text) for value in restored} == {(value.key, value.text) for value in values}


@settings(max_examples=40, deadline=None)
@given(pages(), st.randoms(use_true_random=False))
def test_the_order_of_triples_does_not_matter(page: dict[str, Any], shuffle: Any) -> None:  # noqa: ANN401 -- a Random
    """A store gives triples in an order of its own."""
    record = record_of(page)
    triples = stated(record)
    shuffle.shuffle(triples)

    assert back(record, triples) == record.to_json()


@settings(max_examples=40, deadline=None)
@given(pages())
def test_every_record_comes_back_from_the_store(page: dict[str, Any]) -> None:
    """The store normalises some literals; none of those carries a value."""
    record = record_of(page)

    triples = triples_of_graph(stored(record), REFERENCE.names.graph("record", *record.key))

    assert back(record, triples) == record.to_json()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages())
def test_every_record_comes_back_through_turtle_and_rdflib(page: dict[str, Any]) -> None:
    """Another tool reads our Turtle and has every value, control characters and all."""
    record = record_of(page)
    out = io.BytesIO()
    write_rdf(stored(record), REFERENCE.names, out, "turtle", parts=["record"])

    graph = Graph().parse(data=out.getvalue(), format="turtle")

    assert back(record, as_triples(graph.serialize(format="nt"))) == record.to_json()


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # of rdflib, about its own parser
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages())
def test_every_record_comes_back_through_nquads_and_rdflib(page: dict[str, Any]) -> None:
    """Another tool reads our N-Quads and has every value in the record's own named graph."""
    record = record_of(page)
    out = io.BytesIO()
    write_rdf(stored(record), REFERENCE.names, out, "nquads", parts=["record"])

    dataset = Dataset()
    dataset.parse(data=out.getvalue().decode("utf-8"), format="nquads")

    graph = dataset.graph(REFERENCE.names.graph("record", *record.key)[1:-1])
    assert back(record, as_triples(graph.serialize(format="nt"))) == record.to_json()


@pytest.mark.parametrize(
    "character", ["\x00", "\x08", "\x0b", "\x1f", "\x7f", "\r", "\x85", "\u2028", "\ufffe", "\U0010fffe"]
)
@pytest.mark.parametrize("format_", ["turtle", "ntriples", "nquads", "trig", "jsonld"])
def test_control_characters_survive_every_export(character: str, format_: str) -> None:
    """A character that a format must escape is escaped (RDF/XML has no way to, and is not among them)."""
    record = record_of(
        {"eval_number": "9901", "lessons_learned": {"context": f"a{character}b", "url": f"{SITE}/lessons/990001"}}
    )
    out = io.BytesIO()
    write_rdf(stored(record), REFERENCE.names, out, format_, parts=["record"])
    formats = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "nquads": ox.RdfFormat.N_QUADS}
    formats |= {"trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}

    parsed = ox.parse(out.getvalue(), formats[format_])

    triples = [(str(each.subject), str(each.predicate), str(each.object)) for each in parsed]
    assert back(record, triples) == record.to_json()


def test_a_key_that_the_page_lacks_stays_missing() -> None:
    """A number that was read from the address is in the graph, and not in the record that comes back."""
    record = record_of({"eval_url": f"{SITE}/eval/9901", "lessons_learned": {"url": f"{SITE}/lessons/990001"}})

    found = back(record, stated(record))

    assert "eval_number" not in found
    assert record.evaluation_number == "9901"


def test_what_the_model_keeps_needs_no_source_field() -> None:
    """A plain page costs no triple more than its statements."""
    record = record_of(
        {
            "eval_number": "9901",
            "eval_url": f"{SITE}/eval/9901",
            "lessons_learned": {"context": "The town had no register.", "url": f"{SITE}/lessons/990001"},
            "eval_title": "Skills for all",
        }
    )

    assert not [triple for triple in stated(record) if "sourceField" in triple[1]]
