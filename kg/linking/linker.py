"""Linking a record: fields in, mentions, roles and languages out.

Examples
--------
>>> from kg.reference import load_reference
>>> linker = Linker(load_reference())
>>> links = linker.link({"comments": "La OIT, la OIM y otras agencias."})
>>> [(mention.surface, mention.target) for mention in links.mentions]
[('OIT', 'organization/ilo'), ('OIM', 'organization/iom')]
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kg.linking.deciding import Judge
from kg.linking.fields import languages_of_fields
from kg.linking.folding import fold
from kg.linking.languages import LANGUAGES
from kg.linking.lexicon import Lexicon
from kg.linking.local import LocalReader
from kg.linking.matching import find_spots
from kg.linking.model import Links, Mention
from kg.linking.roles import RoleReader
from kg.linking.rules import apply_policies, load_rules
from kg.linking.scene import FieldScene, RecordScene
from kg.linking.taken import Known

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.linking.deciding import Decision
    from kg.linking.scene import Spot
    from kg.linking.statistical import ModelReader
    from kg.reference import Reference

_GROUP_KIND: Final = "code/organization-kind/igo-group"


class Linker:
    """Links the prose of records to organizations, places and groups. Build it once; it keeps nothing of a record.

    Parameters
    ----------
    reference
        The vocabularies whose entities are linked to.
    policies
        What the user says of single surfaces, as in `kg.config.OwnLexicon`.
    local
        Also look for bodies that no list holds; they come apart, in `Links.local`.
    models
        Trained spaCy pipelines that suggest more names, by name or folder; see `kg.linking.statistical`.

    Raises
    ------
    LinkingError
        If a table of surfaces, rules or cues cannot be used.
    ConfigError
        If a model cannot be used.
    """

    def __init__(
        self,
        reference: Reference,
        *,
        policies: Mapping[str, str] | None = None,
        local: bool = False,
        models: Sequence[str] = (),
    ) -> None:
        self._lexicon = Lexicon(reference)
        rules = load_rules(self._lexicon, frozenset(reference.entities))
        apply_policies(self._lexicon, policies or {})
        self._judge = Judge(reference, rules)
        self._local = LocalReader() if local else None
        self._models = _model_reader(models)
        self._roles = RoleReader(
            frozenset(entity.path for entity in reference.of_kind("organization") if _GROUP_KIND in entity.within)
        )
        self._regions = {
            country.key: [path.rpartition("/")[2] for path in country.within if path.startswith("region/")]
            for country in reference.of_kind("country")
        }

    def link(self, fields: Mapping[str, str], *, countries: frozenset[str] = frozenset(), language: str = "") -> Links:
        """Return what the fields of one record name.

        Parameters
        ----------
        fields
            Prose by the source's key, as read; the order is kept.
        countries
            ISO alpha-2 codes of the record's location. They only help to tell what an ambiguous word means.
        language
            Of a record whose fields are all too short to tell; English if empty.
        """
        folded = {key: fold(value) for key, value in fields.items()}
        languages, language = languages_of_fields(fields, folded=folded, otherwise=language)
        scenes = [
            FieldScene(one.field, fields[one.field], _read_as(one.language), folded[one.field]) for one in languages
        ]
        regions = frozenset(region for code in countries for region in self._regions.get(code, ()))
        record = RecordScene(scenes, countries, regions)
        spots = [find_spots(scene, self._lexicon) for scene in scenes]
        decided = self._judge.decide(record, spots)
        by_field: dict[str, list[tuple[int, int, Mention]]] = defaultdict(list)
        for spot, decision in decided:
            by_field[spot.scene.key].append((spot.start, spot.end, _mention(spot, decision)))
        local, bodies = self._local.read(scenes, _known(by_field), countries) if self._local is not None else ((), ())
        return Links(
            language=language,
            fields=languages,
            mentions=tuple(mention for spans in by_field.values() for _, _, mention in spans),
            roles=tuple(
                evidence
                for scene in scenes
                if scene.key in by_field
                for evidence in self._roles.read(scene, by_field[scene.key])
            ),
            local=local,
            bodies=bodies,
            suggested=self._suggested(scenes, spots, local),
        )

    def _suggested(
        self, scenes: Sequence[FieldScene], spots: Sequence[list[Spot]], local: Sequence[Mention]
    ) -> tuple[Mention, ...]:
        """Return what the models find beside the unlisted bodies and all words that a rule has looked at.

        Those include what a rule took for no mention: the Chad of Lake Chad is none because a model likes it.
        """
        if self._models is None:
            return ()
        known = {
            scene.key: [Known(spot.start, spot.end, None) for spot in found]
            for scene, found in zip(scenes, spots, strict=True)
        }
        taken = {(one.field, place) for one in local for place in range(one.start, one.end)}
        return tuple(
            one
            for one in self._models.read(scenes, known)
            if taken.isdisjoint((one.field, place) for place in range(one.start, one.end))
        )


def _model_reader(names: Sequence[str]) -> ModelReader | None:
    if not names:
        return None
    from kg.linking.statistical import ModelReader  # noqa: PLC0415 -- nobody else pays for it

    return ModelReader(names)


def _read_as(language: str) -> str:
    """Return the language by whose rules a text is read; one in another language is read by those of English."""
    return language if language in LANGUAGES else LANGUAGES[0]


def _known(by_field: Mapping[str, list[tuple[int, int, Mention]]]) -> dict[str, list[Known]]:
    return {key: [Known(start, end, one.target) for start, end, one in spans] for key, spans in by_field.items()}


def _mention(spot: Spot, decision: Decision) -> Mention:
    to_value = spot.scene.folded.to_value
    start, end = to_value(spot.start, spot.end)
    sentence_start, sentence_end = to_value(*spot.sentence)
    return Mention(
        field=spot.scene.key,
        start=start,
        end=end,
        surface=spot.scene.value[start:end],
        target=decision.target,
        confidence=decision.confidence,
        method=decision.method,
        sentence_start=min(sentence_start, start),
        sentence_end=max(sentence_end, end),
        candidates=decision.candidates,
    )
