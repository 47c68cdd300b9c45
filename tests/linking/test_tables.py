"""The tables: a broken row is named with its line; the shipped ones are sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from linking_samples import shipped_linker

from kg.errors import LinkingError
from kg.linking.lexicon import Lexicon
from kg.linking.roles import RoleReader
from kg.linking.rules import RULES, load_rules
from kg.linking.tables import read_table
from kg.reference import load_reference

if TYPE_CHECKING:
    from pathlib import Path


RULE_COLUMNS = ("surface", "target", "languages", "scope", "needs", "unless", "outcome")


def rule_table(folder: Path, *cells: str) -> Path:
    """Write a table of one rule."""
    file = folder / "rules.tsv"
    file.write_text("\t".join(RULE_COLUMNS) + "\n" + "\t".join(cells) + "\n", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        pytest.param(("X", "-", "*", "near", "-", "-", "maybe"), "the outcome 'maybe' is unknown", id="outcome"),
        pytest.param(("X", "-", "*", "near", "-", "-", "link"), "a rule that links needs a target", id="target"),
        pytest.param(("X", "-", "xx", "near", "-", "-", "none"), "the languages 'xx' are unknown", id="language"),
        pytest.param(("X", "-", "*", "moon", "a", "-", "none"), "the scope 'moon' is unknown", id="scope"),
        pytest.param(("X", "-", "*", "near", "(", "-", "none"), "'(' is no regular expression", id="expression"),
        pytest.param(("X", "-", "*", "near", "@foo", "-", "none"), "the condition '@foo' is unknown", id="condition"),
        pytest.param(
            ("X", "-", "*", "record", "¤ a", "-", "none"), "¤ cannot be seen in the scope 'record'", id="here"
        ),
        pytest.param(("X", "-"), "2 cells instead of 7", id="cells"),
    ],
)
def test_broken_rule_is_named_with_its_line(tmp_path: Path, cells: tuple[str, ...], problem: str) -> None:
    """The message says file, line and problem."""
    file = rule_table(tmp_path, *cells)

    with pytest.raises(LinkingError) as caught:
        load_rules(Lexicon(load_reference()), frozenset(), file)

    assert str(caught.value).startswith(f"rules.tsv:2: {problem}")


def test_missing_table_is_named(tmp_path: Path) -> None:
    """A table that is not there is an error of linking, not a traceback."""
    with pytest.raises(LinkingError, match=r"the table none\.tsv cannot be read"):
        list(read_table(tmp_path / "none.tsv", ("a",)))


def test_unknown_kind_of_surface_is_named(tmp_path: Path) -> None:
    """The kinds that are accepted stand in the hint."""
    file = tmp_path / "surfaces.tsv"
    file.write_text("surface\ttarget\tkind\tlanguages\tnote\nX\torganization/ilo\tplanet\ten\t-\n", encoding="utf-8")

    with pytest.raises(LinkingError, match="the kind 'planet' is unknown"):
        Lexicon(load_reference(), file)


def test_unknown_side_of_a_cue_is_named(tmp_path: Path) -> None:
    """A cue looks after or before itself."""
    file = tmp_path / "roles.tsv"
    file.write_text(
        "role\tside\tlanguage\thints\tcue\tconfidence\ndonor\tabove\ten\tpaid\tpaid by\t0.9\n", encoding="utf-8"
    )

    with pytest.raises(LinkingError, match="the role or the side is unknown"):
        RoleReader(frozenset(), file)


def test_every_surface_of_a_rule_is_known() -> None:
    """A rule for a surface that no vocabulary holds would never be asked."""
    lexicon = Lexicon(load_reference())
    known = {entry.surface.casefold() for entry in lexicon.entries.values()}
    asked = {surface for row in read_table(RULES, RULE_COLUMNS) for surface in row.several("surface")}

    assert {surface for surface in asked if not surface.startswith("*") and surface.casefold() not in known} == set()


def test_every_label_of_the_vocabularies_links() -> None:
    """Names of organizations link as spelt and in capitals, those of places in a record about their country."""
    frames = {
        "en": "The work of {} was reviewed by the team with all the participants.",
        "es": "El trabajo de {} fue revisado por el equipo con todos los participantes.",
        "fr": "Le travail de {} a été revu par l’équipe avec tous les participants.",
        "pt": "O trabalho de {} foi revisto pela equipe com todos os participantes.",
    }
    reference = load_reference()
    missed = []
    for kind in ("organization", "country", "city"):
        for entity in reference.of_kind(kind):
            home = frozenset() if kind == "organization" else frozenset({entity.path.rpartition("/")[2][:2]})
            for name in entity.names:
                if kind == "organization" and name.role not in ("preferred", "alternative"):
                    continue  # acronyms have rules
                if kind == "city" and ", " in name.text:
                    continue  # a city and its country, two mentions
                for text in (name.text, name.text.upper()) if kind == "organization" else (name.text,):
                    links = shipped_linker().link({"d": frames[name.language].format(text)}, countries=home)
                    if [mention.target for mention in links.mentions] != [entity.path]:
                        missed.append((entity.path, text))

    assert missed == []
