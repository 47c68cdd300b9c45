"""Every code of a data-quality finding: what gives it, what does not, and where it is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from quality_cases import CASES, LONG, Case, record

from kg.pipeline.reading import read_records
from kg.records import Record
from kg.reference import load_reference
from kg.resources import examples_folder
from kg.validation.model import SEVERITIES
from kg.validation.quality import record_flaws
from kg.validation.quality.catalogue import codes
from kg.validation.words import LANGUAGES

ACROSS = {"Q-TITLES-DIFFER", "Q-LOCATIONS-DIFFER", "Q-LOCATION-MISSING", "Q-ADDRESSES-DIFFER"}
IDS = [f"{case.code}-{number}" for number, case in enumerate(CASES)]


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_flaw_is_found_and_shown(case: Case) -> None:
    """The finding shows the words at fault, so that a keeper finds them on the page."""
    flaws = record_flaws(record(case.faulty, case.kind), load_reference())

    assert [flaw.code for flaw in flaws if flaw.code == case.code] == [case.code]
    assert case.shown in next(flaw.text for flaw in flaws if flaw.code == case.code)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_close_text_has_no_such_flaw(case: Case) -> None:
    """What only looks like the flaw is left in peace."""
    assert case.code not in [flaw.code for flaw in record_flaws(record(case.sound, case.kind), load_reference())]


def test_every_code_has_a_case() -> None:
    """No code is told that no text is known to give."""
    assert {case.code for case in CASES} | ACROSS == set(codes())


def test_every_code_has_words_in_every_language() -> None:
    """A keeper reads what is odd and what to do in Spanish and French too."""
    assert not [code for code in codes().values() if {*code.names} != {*LANGUAGES} or {*code.messages} != {*LANGUAGES}]


def test_no_code_is_a_violation() -> None:
    """Data quality never makes a graph invalid."""
    assert {code.severity for code in codes().values()} <= {*SEVERITIES} - {"Violation"}


def test_the_manual_names_every_code_with_its_severity() -> None:
    """Who meets a code can look it up."""
    manual = (Path(__file__).parents[2] / "docs" / "validation.md").read_text(encoding="utf-8")

    told = {"Warning": "warning", "Info": "note", "Violation": ""}
    assert not [code.code for code in codes().values() if f"| `{code.code}` | {told[code.severity]} |" not in manual]


@pytest.mark.parametrize(
    "text",
    [
        "She said that that was all she had had.",
        "Nous nous sommes engagés et vous vous engagez ; il y a a priori un accord.",
        "C'est plus clair que que prévu, tout en en parlant bien bien peu.",
        "Boda boda riders, tuk tuk and tro tro drivers joined in Walla Walla.",
        "La cooperación Sur Sur y la South South cooperation crecieron muy muy poco.",
        "The policy policy-makers wrote; child labour labour inspectors praised it.",
        "Group A a total of 3; hepatitis A A; en la La Paz; the The Gambia office.",
        'The words "the the" were typed; La La Land was shown.',
        "la la la\n\nla la la",
        "- Governments\n- Governments of the region\n- Workers\n- Workers of the region",
        "O que que eles dizem: se se trata de trabalho, nós nos unimos.",
        "OCTETS octets; 3 3 3; A. A. Milne; no. No. No!",
    ],
)
def test_words_that_stand_twice_on_purpose_are_left_in_peace(text: str) -> None:
    """Grammar, names, songs and lists repeat words and are no slips."""
    flaws = record_flaws(record((("description", text),)), load_reference())

    assert [flaw.text for flaw in flaws if flaw.code == "Q-DOUBLED-WORD"] == []


def test_a_run_of_equal_words_is_one_flaw() -> None:
    """'de de de' is mended once."""
    flaws = record_flaws(record((("description", "La oficina de de de Lima."),)), load_reference())

    assert [flaw.text for flaw in flaws] == ["La oficina de de de Lima."]


def test_a_repeated_paragraph_is_one_flaw() -> None:
    """A paragraph of several sentences that was pasted twice is told once, from its first word on."""
    sentences = " ".join(f"The {number} offices agreed on one and the same method of work." for number in (2, 3, 4))
    flaws = record_flaws(record((("description", f"{sentences}\n{sentences}"),)), load_reference())

    assert [(flaw.code, flaw.spots[0].start, flaw.spots[0].breaks) for flaw in flaws] == [
        ("Q-DOUBLED-PASSAGE", len(sentences) + 1, 1)
    ]


def test_a_text_that_goes_on_in_another_field_is_not_cut() -> None:
    """'[continuation]' in comments takes up what the action plan left open."""
    values = (("action_plan", "The unit will write to the offices of the"), ("comments", "[continuation] region."))

    assert not record_flaws(record(values, "recommendation"), load_reference())


def test_a_field_that_a_shape_asks_for_is_not_told_twice() -> None:
    """The shape says that a lesson without description lacks its text."""
    assert not record_flaws(record((("description", "N/A"),)), load_reference())


def test_a_sentence_said_over_and_over_is_one_flaw() -> None:
    """Ten copies are one thing to mend."""
    flaws = record_flaws(record((("description", f"{LONG} " * 10),)), load_reference())

    assert [flaw.code for flaw in flaws] == ["Q-DOUBLED-PASSAGE"]


def test_the_same_damage_is_told_once_a_field() -> None:
    """Who searches the field for it finds the others."""
    flaws = record_flaws(record((("description", "La formaciÃ³n y la capacitaciÃ³n acabaron."),)), load_reference())

    assert [flaw.text for flaw in flaws] == ["La formaciÃ³n y la"]


def test_a_record_has_the_same_flaws_in_every_form() -> None:
    """Text, bullets, HTML, JSON and tables of one record tell the same of it."""
    held: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    for outcome in read_records([str(examples_folder())]):
        if isinstance(outcome, Record):
            flaws = record_flaws(outcome, load_reference())
            held.setdefault(outcome.key, set()).add(tuple(sorted(f"{flaw.code} {flaw.text}" for flaw in flaws)))

    assert len(held) > 50
    assert {key: forms for key, forms in held.items() if len(forms) > 1} == {}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Voir (« lévaluation… »).", "Q-LOST-APOSTROPHE"),
        ("Voir '“lévaluation”'!", "Q-LOST-APOSTROPHE"),
        ("Selon lOIT.", "Q-LOST-APOSTROPHE"),
        ("He praised [improvement12];", "Q-GLUED-NOTE"),
        ("Una “capacita-ción” útil", "Q-SPLIT-WORD"),
        ("(ended.Then)", "Q-GLUED-SENTENCE"),
        ("a .\n. (the the end", "Q-DOUBLED-WORD"),
        ("The the end", "Q-DOUBLED-WORD"),
    ],
)
def test_the_quick_look_misses_nothing(text: str, code: str) -> None:
    """Signs around a word, capitals and line breaks hide no damage from the look that spares the costly checks."""
    flaws = record_flaws(record((("description", text),)), load_reference())

    assert [flaw.code for flaw in flaws] == [code]
