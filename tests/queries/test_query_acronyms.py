"""A keeper grows the lexicon: what is open, what is unknown, and what a few lines of ``kg.toml`` make of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kg.cli import kg as group

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "https://webapps.ilo.org/ievaldiscovery"
TEXTS = (
    "El MIDES y la OIT firmaron un convenio en el mes de mayo.",
    "La SDC pagó los talleres y el MIDES prestó la sala.",
    "El Ministerio de Desarrollo Social (MIDES) pidió informes y la ADA no respondió a tiempo.",
    "La UA no opinó sobre el plan, y la ADA y la SDC tampoco lo hicieron.",
    "El PRONATEC funciona mal y el PRONATEC debe cambiar pronto.",
    "EL CENFOTUR Y EL CENFOTUR NO FIRMARON NADA.",
    "En el capítulo IV y en el VII se dice que NO hay más.",
)
KG_TOML = """
[lexicon]
language = "es"

[lexicon.policies]
SDC = "organization/sdc"
ADA = "never"

[lexicon.organizations.mides-uy]
label = "Ministerio de Desarrollo Social"
acronym = "MIDES"
kind = "government-national"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with a corpus and a graph of it."""
    records = [
        {
            "url": f"{PAGE}/lessons/{number}",
            "eval_url": f"{PAGE}/eval/{number}",
            "eval_number": str(number),
            "eval_title": "Empleo juvenil - Evaluación final",
            "location": [{"region": "Americas", "country": "Uruguay"}],
            "theme": "Migration",
            "category": "Conditions of Work and Equality",
            "description": text,
        }
        for number, text in enumerate(TEXTS, start=990_001)
    ]
    (tmp_path / "records.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run("build", "records.jsonl", "--no-validate")
    return tmp_path


def run(*arguments: str) -> str:
    """Return what a command prints."""
    result = CliRunner().invoke(group, list(arguments))
    assert result.exception is None, result.output
    return result.output


def unlinked() -> dict[str, int]:
    """Return the surfaces that stayed open."""
    rows = json.loads(run("query", "unlinked-mentions", "--format", "json"))["results"]["bindings"]
    return {row["surface"]["value"]: int(row["mentions"]["value"]) for row in rows}


def unknown() -> dict[str, tuple[int, str]]:
    """Return the acronyms that nobody knows, with their uses and meaning."""
    return {one["surface"]: (one["uses"], one["meaning"]) for one in json.loads(run("stats", "--acronyms", "--json"))}


@pytest.mark.usefixtures("folder")
def test_open_and_unknown_acronyms_are_two_lists() -> None:
    """What the lexicon knows stands in the one, what it does not in the other; words in capitals in neither."""
    assert unlinked() == {"ADA": 2, "SDC": 2, "UA": 1}
    assert unknown() == {"MIDES": (3, "Ministerio de Desarrollo Social"), "PRONATEC": (2, "")}


def test_a_few_lines_link_them(folder: Path) -> None:
    """Policies and a new organization do what they say, in the graph, in queries by name and in kg why."""
    (folder / "kg.toml").write_text(KG_TOML, encoding="utf-8")

    said = run("build", "records.jsonl", "--no-validate")

    mentions = run("query", "mentions-of", "-p", "organization=MIDES", "--format", "csv")
    assert "all 7 records of the graph were linked and mapped again: another [lexicon] in kg.toml" in said
    assert unlinked() == {"UA": 1}
    assert unknown() == {"PRONATEC": (2, "")}
    assert mentions.count("lexicon:") == 4
    assert "Ministerio de Desarrollo Social" in run("describe", "d:organization/mides-uy", "--lang", "es")
    assert "[MIDES] y la OIT" in run("why", "d:organization/mides-uy")


@pytest.mark.usefixtures("folder")
def test_people_read_the_words_and_a_sentence() -> None:
    """Uses, records, meaning, example."""
    lines = run("stats", "--acronyms", "--lang", "es").splitlines()

    assert lines[:2] == [
        "      3  MIDES (en 3 registros): Ministerio de Desarrollo Social",
        "         “El MIDES y la OIT firmaron un convenio en el mes de mayo.”",
    ]


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('[lexicon]\nlanguages = "es"', "kg.toml:2: [lexicon] holds 'languages', which is unknown\n  did you mean"),
        (
            '[lexicon.policies]\n\nSDC = "organization/scd"',
            "[lexicon.policies] speaks of 'organization/scd', which is not known\n  did you mean organization/sdc",
        ),
        (
            '[lexicon.organizations.mides]\nlabel = "X"\nkind = "goverment-national"',
            "kg.toml:3: mides has the unknown kind 'goverment-national'\n  did you mean government-national?",
        ),
        ("[kg]\n\nlang = es", "kg.toml:3: no TOML"),
        ("[kg]\nlocal_organisations = true", "kg.toml:2: [kg] holds 'local_organisations', which is unknown"),
        ("[lexicons]\na = 1", "kg.toml:1: 'lexicons' stands outside [kg] and [lexicon]"),
        ('[lexicon.labels]\n"organization/iom" = [3]', "kg.toml:2: [lexicon.labels] organization/iom = [3]"),
        ('[lexicon.organizations."A b"]\nlabel = "x"', "kg.toml:1: [lexicon.organizations.A b] cannot end an IRI"),
        ('[lexicon.organizations.ab]\nacronym = "AB"', "kg.toml:1: [lexicon.organizations.ab] has no label"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_line_and_remedy(
    folder: Path, capsys: pytest.CaptureFixture[str], toml: str, message: str
) -> None:
    """A keeper mends the file from the message alone; the exit code says that the call is wrong."""
    from kg.cli import main  # noqa: PLC0415 -- the one place that turns errors into messages

    (folder / "kg.toml").write_text(toml, encoding="utf-8")

    with pytest.raises(SystemExit) as stopped:
        main(["build", "records.jsonl"])

    assert stopped.value.code == 2
    assert message in capsys.readouterr().err
