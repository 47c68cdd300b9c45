"""The spaCy component: the same links, as spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy

from kg.linking.component import LINKS, SPANS
from kg.linking.linker import Linker
from kg.reference import load_reference

if TYPE_CHECKING:
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
