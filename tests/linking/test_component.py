"""The spaCy component: the same links, as spans."""

from __future__ import annotations

import pickle
import random
from typing import TYPE_CHECKING, get_args

import pytest
import spacy
from linking_samples import shipped_linker
from spacy.tokens import DocBin

from benchmarks.linking.labelled import Part, load_labelled
from kg.linking.component import COUNTRIES, LINKS, LOCAL_SPANS, SPANS, as_data
from kg.linking.lexicon import Lexicon
from kg.linking.linker import Linker
from kg.mapping.places import coverage_of
from kg.mapping.statements import prose_fields
from kg.pipeline.reading import read_records
from kg.records import Record
from kg.reference import load_reference
from kg.resources import examples_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from spacy.language import Language

TEXTS = {
    "es": "La OIT, la OIM y el ACNUR trabajaron en Santiago (Chile). La UA también.",
    "en": "The ILO and UN Women met in Nairobi; workers' organizations came from Guinea-Bissau.",
    "fr": "L’OIT et le HCR ont aidé les réfugiés au Tchad avec les organisations d’employeurs.",
    "pt": "A OIT e o UNICEF trabalharam em Moçambique com os sindicatos do setor.",
}


@pytest.fixture(params=sorted(TEXTS))
def nlp(request: pytest.FixtureRequest) -> Language:
    """Return a blank pipeline with the component."""
    pipeline = spacy.blank(request.param)
    pipeline.add_pipe("kg_linker")
    return pipeline


def test_spans_are_the_mentions(nlp: Language) -> None:
    """Surfaces and targets are those of the linker, IRIs below the base."""
    doc = nlp(TEXTS[str(nlp.lang)])
    mentions = Linker(load_reference()).link({"text": TEXTS[str(nlp.lang)]}).mentions

    expected = [(one.surface, f"https://kg.example/id/{one.target}" if one.target else "") for one in mentions]
    assert [(span.text, span.kb_id_) for span in doc.spans[SPANS]] == expected


def test_labels_tell_the_kind() -> None:
    """A span is an organization, a city, a country, a group, or open."""
    pipeline = spacy.blank("es")
    pipeline.add_pipe("kg_linker")

    doc = pipeline(TEXTS["es"])

    assert [span.label_ for span in doc.spans[SPANS]] == [*["organization"] * 3, "city", "country", "unlinked"]


def test_countries_are_an_option() -> None:
    """What the documents are about resolves bare cities."""
    pipeline = spacy.blank("es")
    pipeline.add_pipe("kg_linker", config={"countries": ["CL"]})

    doc = pipeline("El taller fue en Santiago.")

    assert [span.kb_id_ for span in doc.spans[SPANS]] == ["https://kg.example/id/place/CL-santiago"]


def test_exact_offsets_stand_beside(nlp: Language) -> None:
    """A mention inside a token takes the whole token; the links keep the exact span."""
    doc = nlp("Support by ILO/IOM.")

    assert [mention["surface"] for mention in doc.user_data[LINKS]["mentions"]] == ["ILO", "IOM"]


def test_linked_mentions_become_entities() -> None:
    """Each has its IRI; what stays open is no entity."""
    pipeline = spacy.blank("es")
    pipeline.add_pipe("kg_linker")

    doc = pipeline("La OIM y la UA trabajaron en Chile.")

    assert [(one.text, one.label_, one.kb_id_.rpartition("/id/")[2]) for one in doc.ents] == [
        ("OIM", "organization", "organization/iom"),
        ("Chile", "country", "country/CL"),
    ]


def test_entities_of_others_keep_their_place() -> None:
    """An entity that stands already keeps its label, and takes the IRI where the spans are the same."""
    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns(  # type: ignore[attr-defined]
        [{"label": "ORG", "pattern": "UNICEF"}, {"label": "EVENT", "pattern": "Chile week"}]
    )
    pipeline.add_pipe("kg_linker")

    doc = pipeline("UNICEF held a Chile week in Nairobi.")

    assert [(one.text, one.label_, one.kb_id_.rpartition("/id/")[2]) for one in doc.ents] == [
        ("UNICEF", "ORG", "organization/unicef"),
        ("Chile week", "EVENT", ""),
        ("Nairobi", "city", "place/KE-nairobi"),
    ]


def generated_texts(number: int) -> Iterator[str]:
    """Yield texts made of names, traps and plain words; the same ones every time."""
    draw = random.Random(7)  # noqa: S311 -- test data, no secret
    entries = sorted(entry.surface for entry in Lexicon(load_reference()).entries.values())
    words = (
        "la",
        "the",
        "des",
        "and",
        "y",
        "workers",
        "migrantes",
        "funded by",
        ".",
        ", ",
        "\n\n",
        "l\u2019",
        "d",
        "(",
        ")",
        "/",
    )
    for _ in range(number):
        yield (
            " ".join(draw.choices(entries, k=4) + draw.choices(words, k=8))
            if draw.random() < 0.2
            else "".join(
                f"{draw.choice(words)} {draw.choice(entries)}{draw.choice((' ', ', ', '. ', '-', '/', '68 '))}"
                for _ in range(draw.randint(1, 6))
            )
        )


def prose_of_the_examples() -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each field of prose of the bundled records, with the countries of its record."""
    reference = load_reference()
    for record in read_records([str(examples_folder())]):
        if isinstance(record, Record):
            paths = coverage_of(record, reference).countries
            countries = frozenset(path.rpartition("/")[2] for path in paths)
            yield from ((text, countries) for _, text in prose_fields(record))


def labelled_prose() -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each field of all labelled prose, with the countries of its record."""
    for part in get_args(Part):
        for record in load_labelled(part, load_reference()):
            yield from ((text, record.countries) for text in record.fields.values())


def differing(texts: Iterable[tuple[str, frozenset[str]]], *, local: bool = False) -> list[str]:
    """Return the texts whose document says something else than the linker: links, spans or entities."""
    pipeline = spacy.blank("es")
    pipeline.add_pipe("kg_linker", config={"local_organizations": local})
    linker = Linker(load_reference(), local=True) if local else shipped_linker()
    return [text for text, countries in texts if not is_same(pipeline, linker, text, countries)]


def is_same(pipeline: Language, linker: Linker, text: str, countries: frozenset[str]) -> bool:
    """Tell whether the document holds exactly the links, each as a span, and the linked ones as entities.

    A token holds one entity only, so of ``EU-ILO`` the first is one.
    """
    given = pipeline.make_doc(text)
    given.user_data[COUNTRIES] = sorted(countries)
    doc = pipeline(given)
    links = linker.link({"text": text}, countries=countries, language="es")
    spans = [(one.kb_id_.partition("/id/")[2], one._.kg["method"]) for one in doc.spans[SPANS]]
    linked = [one for one in links.mentions if one.target]
    is_entity = [any(e.start_char < one.end and one.start < e.end_char for e in doc.ents) for one in linked]
    return (
        doc.user_data[LINKS] == as_data(links)
        and spans == [(one.target or "", one.method) for one in links.mentions]
        and {one.kb_id_.partition("/id/")[2] for one in doc.ents} <= {one.target for one in linked}
        and all(is_entity)
    )


def test_every_example_is_linked_the_same_both_ways() -> None:
    """Component and linker agree on each field of the bundled records."""
    texts = list(prose_of_the_examples())

    assert len(texts) > 200
    assert differing(texts) == []


def test_labelled_prose_is_linked_the_same_both_ways() -> None:
    """They agree on all prose that was labelled for measuring, with unlisted bodies too."""
    assert differing(labelled_prose()) == []
    assert differing(labelled_prose(), local=True) == []


def test_component_links_as_the_linker_does() -> None:
    """Both ways give the same links, candidates, roles and languages on 400 generated texts."""
    assert differing((text, frozenset()) for text in generated_texts(400)) == []


@pytest.mark.slow
def test_component_links_as_the_linker_does_on_thousands() -> None:
    """The same on 5,000 texts."""
    assert differing((text, frozenset({"CL"})) for text in generated_texts(5_000)) == []


def test_documents_pass_between_processes() -> None:
    """Two processes give what one gives; the links travel with the documents."""
    pipeline = spacy.blank("fr")
    pipeline.add_pipe("kg_linker")
    texts = [TEXTS["fr"], "Rien ici.", "La CEDEAO et l\u2019OIT."] * 4

    one = [doc.to_json() | {"links": doc.user_data[LINKS]} for doc in pipeline.pipe(texts)]
    two = [doc.to_json() | {"links": doc.user_data[LINKS]} for doc in pipeline.pipe(texts, n_process=2, batch_size=3)]

    assert one == two


def test_a_pipeline_is_kept_on_disk_and_pickled(tmp_path: Path) -> None:
    """Saved and loaded, or pickled, it links as before, by the settings it was made with."""
    pipeline = spacy.blank("es")
    pipeline.add_pipe("kg_linker", config={"countries": ["CL"], "base": "https://data.example.org/"})
    pipeline.to_disk(tmp_path / "pipeline")

    for again in (spacy.load(tmp_path / "pipeline"), pickle.loads(pickle.dumps(pipeline))):  # noqa: S301 -- our own
        assert [one.kb_id_ for one in again("El taller fue en Santiago.").ents] == [
            "https://data.example.org/id/place/CL-santiago"
        ]


def test_documents_are_kept_in_a_bin() -> None:
    """Spans, IRIs and links come back from a ``DocBin``."""
    pipeline = spacy.blank("es")
    pipeline.add_pipe("kg_linker")
    kept = DocBin(docs=[pipeline("La OIM y la UA.")], store_user_data=True).to_bytes()

    (doc,) = DocBin().from_bytes(kept).get_docs(pipeline.vocab)

    assert [(span.text, span._.kg["method"]) for span in doc.spans[SPANS]] == [
        ("OIM", "lexicon:acronym"),
        ("UA", "cue:none"),
    ]
    assert doc.spans[SPANS][1]._.kg["candidates"][0]["target"] == "organization/african-union"


def test_what_is_no_mention_has_nothing_to_say() -> None:
    """The attribute of other spans is None, also where no component has run."""
    pipeline = spacy.blank("es")
    pipeline.add_pipe("kg_linker")

    assert pipeline("La OIM y Chile")[2:3]._.kg is None
    assert spacy.blank("es")("La OIM")[0:2]._.kg is None


def test_countries_of_one_document_outrank_those_of_the_component() -> None:
    """Each document may say what it is about."""
    pipeline = spacy.blank("es")
    pipeline.add_pipe("kg_linker", config={"countries": ["CR"]})
    doc = pipeline.make_doc("El taller fue en Santiago.")
    doc.user_data[COUNTRIES] = ["CL"]

    assert [span.kb_id_ for span in pipeline(doc).spans[SPANS]] == ["https://kg.example/id/place/CL-santiago"]


def test_unlisted_bodies_have_a_group_of_their_own() -> None:
    """They are spans apart and no entities."""
    pipeline = spacy.blank("es")
    pipeline.add_pipe("kg_linker", config={"countries": ["PE"], "local_organizations": True})

    doc = pipeline("El Ministerio de Trabajo y la OIT firmaron.")

    assert [(one.text, one.label_, one.kb_id_.partition("/id/")[2]) for one in doc.spans[LOCAL_SPANS]] == [
        ("Ministerio de Trabajo", "local-organization", "organization/local/pe-ministerio-de-trabajo")
    ]
    assert [one.text for one in doc.ents] == ["OIT"]


def test_a_pipeline_of_another_language_links_too() -> None:
    """The language of a text is told by the text, whatever the pipeline's."""
    pipeline = spacy.blank("de")
    pipeline.add_pipe("kg_linker")

    doc = pipeline("A OIT e o UNICEF trabalharam em Moçambique com os sindicatos do setor.")

    assert doc.user_data[LINKS]["language"] == "pt"
    assert [one.text for one in doc.ents] == ["OIT", "UNICEF", "Moçambique", "sindicatos"]


def test_what_it_sets_is_declared() -> None:
    """``nlp.analyze_pipes`` knows what the component writes and finds no problem."""
    pipeline = spacy.blank("es")
    pipeline.add_pipe("kg_linker")

    analysis = pipeline.analyze_pipes() or {}

    assert "doc.spans" in analysis["summary"]["kg_linker"]["assigns"]
    assert analysis["problems"] == {"kg_linker": []}


def test_spans_of_the_component_hold_every_mention() -> None:
    """Each mention of a generated text has one span, with its IRI, that covers it."""
    pipeline = spacy.blank("en")
    pipeline.add_pipe("kg_linker")
    for doc in pipeline.pipe(generated_texts(200)):
        mentions = doc.user_data[LINKS]["mentions"]
        spans = list(doc.spans[SPANS])

        assert [span.kb_id_.rpartition("/id/")[2] for span in spans] == [one["target"] or "" for one in mentions]
        assert all(s.start_char <= m["start"] and m["end"] <= s.end_char for s, m in zip(spans, mentions, strict=True))
