"""The linker as a spaCy component: ``spacy.blank("es").add_pipe("kg_linker")``.

The rules are those of `kg.linking.linker`; spaCy's tokens only say where a span begins and ends. What spans cannot
hold stands in ``doc.user_data["kg_links"]`` as plain dictionaries and lists, so that documents can be sent between
processes and kept in a ``DocBin``.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from spacy.language import Language
from spacy.tokens import Span, SpanGroup
from spacy.util import filter_spans

from kg.config import OwnLexicon, load_lexicon
from kg.linking.languages import LANGUAGES
from kg.linking.linker import Linker
from kg.linking.own import reference_with
from kg.vocabulary import DEFAULT_BASE

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

    from kg.linking.model import Links, Mention

SPANS: Final = "kg"
"""Key of the span group that holds the mentions."""

LOCAL_SPANS: Final = "kg_local"
"""Key of the span group that holds bodies which no list holds, where they are asked for."""

LINKS: Final = "kg_links"
"""Key of `as_data` in ``doc.user_data``."""

COUNTRIES: Final = "kg_countries"
"""Key in ``doc.user_data`` for the countries of one document, in place of those of the component."""

UNLINKED: Final = "unlinked"
LOCAL: Final = "local-organization"
_FIELD: Final = "text"


class LinkerComponent:
    """Writes the mentions of a document into ``doc.spans["kg"]`` and ``doc.ents``.

    The label of a span is the kind of its entity (``organization``, ``country``, ``city`` ...), ``unlinked`` when the
    surface stays open; its ``kb_id_`` is the IRI of the entity. A mention inside a token takes the whole token.
    ``span._.kg`` is its confidence, method, exact offsets and candidates. Linked mentions also become ``doc.ents``,
    save where an entity stands already: that one keeps its place and label, and takes the IRI if it is the same span
    and has none.

    Parameters
    ----------
    own
        Words of one's own.
    base
        Where the IRIs stand.
    countries
        ISO alpha-2 codes of the places the documents are about.
    language
        Of documents too short to tell, empty for English.
    local
        Also look for bodies that no list holds; they come apart, in ``doc.spans["kg_local"]``.
    """

    def __init__(
        self,
        *,
        own: OwnLexicon | None = None,
        base: str = DEFAULT_BASE,
        countries: frozenset[str] = frozenset(),
        language: str = "",
        local: bool = False,
    ) -> None:
        self._settings: dict[str, Any] = {
            "own": own or OwnLexicon(),
            "base": base,
            "countries": countries,
            "language": language,
            "local": local,
        }
        self._reference = reference_with(self._settings["own"], base)
        self._linker = Linker(self._reference, policies=self._settings["own"].policies, local=local)

    def __reduce__(self) -> tuple[Callable[[dict[str, Any]], LinkerComponent], tuple[dict[str, Any]]]:
        """Pickle by the settings: automata cannot be pickled, and are made again."""
        return _remade, (self._settings,)

    def __call__(self, doc: Doc) -> Doc:
        """Link `doc` and return it."""
        countries = frozenset(doc.user_data.get(COUNTRIES, self._settings["countries"]))
        links = self._linker.link({_FIELD: doc.text}, countries=countries, language=self._settings["language"])
        spans = [span for mention in links.mentions if (span := self._span(doc, mention)) is not None]
        doc.spans[SPANS] = SpanGroup(doc, name=SPANS, spans=spans)
        if self._settings["local"]:
            local = [span for mention in links.local if (span := self._span(doc, mention)) is not None]
            doc.spans[LOCAL_SPANS] = SpanGroup(doc, name=LOCAL_SPANS, spans=local)
        doc.ents = _entities(doc, spans)
        doc.user_data[LINKS] = as_data(links)
        return doc

    def _span(self, doc: Doc, mention: Mention) -> Span | None:
        entity = self._reference.entities.get(mention.target or "")
        label = UNLINKED if mention.target is None else entity.kind if entity else LOCAL
        iri = self._reference.names.thing_iri(*mention.target.split("/")) if mention.target else ""
        return doc.char_span(mention.start, mention.end, label=label, kb_id=iri, alignment_mode="expand")


def as_data(links: Links) -> dict[str, Any]:
    """Return links as dictionaries, lists, texts and numbers, the keys being the names of the attributes.

    Examples
    --------
    >>> from kg.linking.model import Links
    >>> as_data(Links(language="es", fields=(), mentions=(), roles=()))["language"]
    'es'
    """
    plain: dict[str, Any] = _plain(asdict(links))
    return plain


def _plain(value: Any) -> Any:  # noqa: ANN401 -- walks whatever a dataclass holds
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def _remade(settings: dict[str, Any]) -> LinkerComponent:
    return LinkerComponent(**settings)


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


def _of_span(span: Span) -> dict[str, Any] | None:
    """Return what linking says of a span, ``None`` if nothing.

    A token such as ``EU-ILO`` may hold two mentions: that of the span's IRI goes first, then that with its very ends.
    """
    links = span.doc.user_data.get(LINKS, {})
    mentions = [*links.get("mentions", ()), *links.get("local", ())]
    within = [one for one in mentions if span.start_char <= one["start"] and one["end"] <= span.end_char]

    def fit(mention: dict[str, Any]) -> tuple[bool, bool]:
        is_its = span.kb_id_.endswith(f"/id/{mention['target']}") if span.kb_id_ else mention["target"] is None
        return is_its, (mention["start"], mention["end"]) == (span.start_char, span.end_char)

    return max(within, key=fit, default=None)


if not Span.has_extension("kg"):
    Span.set_extension("kg", getter=_of_span)


@Language.factory(
    "kg_linker",
    assigns=["doc.ents", "doc.spans", "doc.user_data", "span._.kg"],
    default_config={"base": DEFAULT_BASE, "countries": [], "lexicon": "", "local_organizations": False},
)
def make_linker(  # noqa: PLR0913 -- one argument a setting, and spaCy passes them by name
    nlp: Language,
    name: str,  # noqa: ARG001 -- spaCy passes it
    *,
    base: str,
    countries: list[str],
    lexicon: str,
    local_organizations: bool,
) -> LinkerComponent:
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
    >>> doc.ents[0]._.kg["method"], doc.ents[0]._.kg["confidence"]
    ('lexicon:acronym', 0.99)
    """
    return LinkerComponent(
        own=load_lexicon(Path(lexicon)) if lexicon else OwnLexicon(),
        base=base,
        countries=frozenset(countries),
        language=nlp.lang if nlp.lang in LANGUAGES else "",
        local=local_organizations,
    )
