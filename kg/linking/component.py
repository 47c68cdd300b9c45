"""The linker as a spaCy component: ``spacy.blank("es").add_pipe("kg_linker")``.

The rules are those of `kg.linking.linker`; spaCy's tokens only say where a span begins and ends. The exact offsets
stand in ``doc.user_data["kg_links"]``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from spacy.language import Language
from spacy.tokens import Span, SpanGroup
from spacy.util import filter_spans

from kg.config import OwnLexicon, load_lexicon
from kg.linking.languages import LANGUAGES
from kg.linking.linker import Linker
from kg.linking.own import reference_with
from kg.vocabulary import DEFAULT_BASE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc

    from kg.reference import Reference

SPANS: Final = "kg"
"""Key of the span group that holds the mentions."""

LINKS: Final = "kg_links"
"""Key of `kg.linking.model.Links` in ``doc.user_data``."""

_FIELD: Final = "text"


class LinkerComponent:
    """Writes the mentions of a document into ``doc.spans["kg"]`` and ``doc.ents``.

    The label of a span is the kind of its entity (``organization``, ``country``, ``city`` ...), ``unlinked`` when the
    surface stays open; its ``kb_id_`` is the IRI of the entity. A mention inside a token takes the whole token.
    Linked mentions also become ``doc.ents``, save where an entity stands already: that one keeps its place and label,
    and takes the IRI if it is the same span and has none.

    Parameters
    ----------
    reference
        The vocabularies.
    countries
        ISO alpha-2 codes of the places the documents are about.
    language
        Of documents too short to tell, empty for English.
    policies
        What the user says of single surfaces.
    """

    def __init__(
        self,
        reference: Reference,
        *,
        countries: frozenset[str],
        language: str,
        policies: Mapping[str, str] | None = None,
    ) -> None:
        self._reference = reference
        self._linker = Linker(reference, policies=policies)
        self._countries = countries
        self._language = language

    def __call__(self, doc: Doc) -> Doc:
        """Link `doc` and return it."""
        links = self._linker.link({_FIELD: doc.text}, countries=self._countries, language=self._language)
        spans = []
        for mention in links.mentions:
            entity = self._reference.entities[mention.target] if mention.target else None
            span = doc.char_span(
                mention.start,
                mention.end,
                label=entity.kind if entity else "unlinked",
                kb_id=self._reference.names.thing_iri(*entity.path.split("/")) if entity else "",
                alignment_mode="expand",
            )
            if span is not None:
                spans.append(span)
        doc.spans[SPANS] = SpanGroup(doc, name=SPANS, spans=spans)
        doc.ents = _entities(doc, spans)
        doc.user_data[LINKS] = links
        return doc


def _entities(doc: Doc, spans: list[Span]) -> list[Span]:
    """Return the entities of `doc` and the linked spans that touch none of them."""
    linked = {(span.start, span.end): span.kb_id for span in spans if span.kb_id}
    known = [
        Span(doc, one.start, one.end, one.label, kb_id=one.kb_id or linked.get((one.start, one.end), 0), span_id=one.id)
        for one in doc.ents
    ]
    taken = {token.i for one in known for token in one}
    new = filter_spans([span for span in spans if span.kb_id and taken.isdisjoint(token.i for token in span)])
    return sorted([*known, *new], key=lambda span: span.start)


@Language.factory("kg_linker", default_config={"base": DEFAULT_BASE, "countries": [], "lexicon": ""})
def make_linker(nlp: Language, name: str, base: str, countries: list[str], lexicon: str) -> LinkerComponent:  # noqa: ARG001 -- spaCy passes the name
    """Make the component that spaCy knows as ``kg_linker``.

    `lexicon` is the folder of a ``kg.toml`` with words of one's own; empty for none.

    Examples
    --------
    >>> import spacy
    >>> nlp = spacy.blank("es")
    >>> _ = nlp.add_pipe("kg_linker")
    >>> doc = nlp("La OIM y Chile")
    >>> [(span.text, span.kb_id_) for span in doc.spans["kg"]]
    [('OIM', 'https://kg.example/id/organization/iom'), ('Chile', 'https://kg.example/id/country/CL')]
    """
    language = nlp.lang if nlp.lang in LANGUAGES else ""
    own = load_lexicon(Path(lexicon)) if lexicon else OwnLexicon()
    return LinkerComponent(
        reference_with(own, base), countries=frozenset(countries), language=language, policies=own.policies
    )
