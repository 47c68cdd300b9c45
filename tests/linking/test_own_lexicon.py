"""The user's own words: labels, policies and organizations from ``kg.toml``, without touching code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy
from linking_samples import written

from kg.config import OwnLexicon, load_lexicon, load_settings
from kg.errors import ConfigError
from kg.linking.linker import Linker
from kg.linking.own import digest, reference_with

if TYPE_CHECKING:
    from pathlib import Path

TOML = """
[kg]
lang = "es"

[lexicon]
language = "es"

[lexicon.labels]
"organization/iom" = ["OIM Chile", "la agencia azul"]
"country/CL" = ["tierra larga"]

[lexicon.policies]
SDC = "organization/sdc"
FAO = "never"
UNICEF = "open"
ZETA = "organization/ilo"

[lexicon.organizations.mides]
label = "Ministerio de Desarrollo Social"
acronym = "MIDES"
kind = "government-national"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a lexicon."""
    (tmp_path / "kg.toml").write_text(TOML, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("La OIM Chile y la agencia azul llegaron.", ["OIM Chile=iom", "la agencia azul=iom"], id="labels"),
        pytest.param("En tierra larga llueve poco.", ["tierra larga=CL"], id="label-of-a-country"),
        pytest.param("La SDC pagó.", ["SDC=sdc"], id="always"),
        pytest.param("Skills Development Centre (SDC) paid.", ["SDC=sdc"], id="outranks-a-definition"),
        pytest.param("La FAO pagó.", [], id="never"),
        pytest.param("UNICEF pagó.", ["UNICEF=?"], id="open"),
        pytest.param("ZETA pagó.", ["ZETA=ilo"], id="new-surface"),
        pytest.param(
            "El MIDES, Ministerio de Desarrollo Social.",
            ["MIDES=mides", "Ministerio de Desarrollo Social=mides"],
            id="new-organization",
        ),
    ],
)
def test_own_words_are_linked(folder: Path, text: str, expected: list[str]) -> None:
    """Each table of the lexicon does what it says."""
    own = load_lexicon(folder)
    linker = Linker(reference_with(own), policies=own.policies)

    assert [written(one) for one in linker.link({"description": text}).mentions] == expected


def test_the_component_takes_it(folder: Path) -> None:
    """The option names the folder of the file."""
    pipeline = spacy.blank("es")
    pipeline.add_pipe("kg_linker", config={"lexicon": str(folder)})

    assert [one.kb_id_ for one in pipeline("El MIDES llegó.").ents] == ["https://kg.example/id/organization/mides"]


def test_new_organizations_are_described(folder: Path) -> None:
    """The graph can carry their names, like those of the vocabularies."""
    reference = reference_with(load_lexicon(folder))

    assert reference.entities["organization/mides"].label("es") == "Ministerio de Desarrollo Social"
    assert reference.closure([reference.names.thing("organization", "mides")])


def test_settings_live_beside_it(folder: Path) -> None:
    """One file holds both tables."""
    assert load_settings(folder).lang == "es"


def test_digest_changes_with_the_lexicon(folder: Path) -> None:
    """An empty one has none, so that nothing changes for those without."""
    assert digest(OwnLexicon()) == ""
    assert digest(load_lexicon(folder)) == digest(load_lexicon(folder)) != digest(OwnLexicon(policies={"FAO": "never"}))


@pytest.mark.parametrize(
    ("toml", "problem"),
    [
        pytest.param("[lexicon]\nwords = 1", "kg.toml:2: [lexicon] holds 'words', which is unknown", id="unknown-key"),
        pytest.param("[lexicon]\nlanguage = 'de'", "language = 'de'", id="language"),
        pytest.param("[lexicon]\nlabels = 3", "is no table", id="no-table"),
        pytest.param("[lexicon.labels]\n'organization/iom' = 3", "organization/iom = 3", id="no-list"),
        pytest.param("[lexicon.labels]\n'organization/nobody' = ['x']", "which is not known", id="unknown-target"),
        pytest.param("[lexicon.policies]\nFAO = 'sometimes'", "which is not known", id="unknown-policy"),
        pytest.param("[lexicon.policies]\nFAO = 1", "FAO = 1", id="policy-no-text"),
        pytest.param("[lexicon.organizations.ilo]\nlabel = 'x'", "is listed already", id="listed"),
        pytest.param("[lexicon.organizations.new]\nacronym = 'x'", "has no label", id="no-label"),
        pytest.param("[lexicon.organizations.new]\nlabel = 'x'\nkind = 'club'", "unknown kind 'club'", id="kind"),
        pytest.param("[lexicon.organizations.'A b']\nlabel = 'x'", "cannot end an IRI", id="slug"),
    ],
)
def test_a_lexicon_that_cannot_be_used_is_named(tmp_path: Path, toml: str, problem: str) -> None:
    """The reader learns what is wrong and what would do."""
    (tmp_path / "kg.toml").write_text(toml, encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        reference_with(load_lexicon(tmp_path))

    assert problem in str(caught.value)
