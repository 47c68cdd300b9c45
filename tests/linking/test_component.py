"""The spaCy component: the same links, as spans."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
import spacy
from linking_samples import shipped_linker

from kg.linking.component import LINKS, SPANS
from kg.linking.lexicon import Lexicon
from kg.linking.linker import Linker
from kg.reference import load_reference

if TYPE_CHECKING:
    from collections.abc import Iterator

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

    assert [mention.surface for mention in doc.user_data[LINKS].mentions] == ["ILO", "IOM"]


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


def differing(number: int) -> list[str]:
    """Return those of the generated texts that component and linker link otherwise."""
    pipeline = spacy.blank("es")
    pipeline.add_pipe("kg_linker")
    linker = shipped_linker()
    return [
        text
        for text in generated_texts(number)
        if pipeline(text).user_data[LINKS] != linker.link({"text": text}, language="es")
    ]


def test_component_links_as_the_linker_does() -> None:
    """Both ways give the same links, candidates, roles and languages."""
    assert differing(200) == []


@pytest.mark.slow
def test_component_links_as_the_linker_does_on_thousands() -> None:
    """The same on 5,000 texts."""
    assert differing(5_000) == []


def test_spans_of_the_component_hold_every_mention() -> None:
    """Each mention of a generated text has one span, with its IRI, that covers it."""
    pipeline = spacy.blank("en")
    pipeline.add_pipe("kg_linker")
    for doc in pipeline.pipe(generated_texts(200)):
        mentions = doc.user_data[LINKS].mentions
        spans = list(doc.spans[SPANS])

        assert [span.kb_id_.rpartition("/id/")[2] for span in spans] == [one.target or "" for one in mentions]
        assert all(s.start_char <= m.start and m.end <= s.end_char for s, m in zip(spans, mentions, strict=True))
