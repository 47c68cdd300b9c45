"""Letters and words: which words an acronym stands for."""

from __future__ import annotations

import pytest

from kg.linking.initials import defining_words, holds_letters, leading_words, nearly_begin, without_tail


def test_words_in_the_order_of_the_letters_go_first() -> None:
    """Of two runs the one that spells the acronym is taken, not the longer one."""
    found = defining_words("Oficina municipal de la Oficina Internacional Marítima", "OIM", whole=False)

    assert found == ["oficina", "internacional", "maritima"]


@pytest.mark.parametrize(
    ("words", "count"),
    [
        pytest.param("Oficina de Inserción Municipal", 4, id="small-word-without-a-letter"),
        pytest.param("Institute of Medicine", 3, id="small-word-with-a-letter"),
        pytest.param("Otra Inserción", 0, id="too-few"),
        pytest.param("Otra cosa", 0, id="other-letters"),
    ],
)
def test_leading_words_are_counted(words: str, count: int) -> None:
    """Small words may give a letter or none."""
    assert leading_words(words.split(), "OIM" if words[0] == "O" else "IOM") == count


@pytest.mark.parametrize(
    ("words", "is_near"),
    [
        pytest.param("chambre de commerce", True, id="one-missing"),
        pytest.param("comunidad de comercio interior andina", True, id="one-more"),
        pytest.param("consejo sindical independiente", True, id="one-other"),
        pytest.param("banco de comercio industrial", False, id="first-letter-differs"),
        pytest.param("casa", False, id="one-word"),
    ],
)
def test_one_letter_may_be_missing(words: str, *, is_near: bool) -> None:
    """The first letter must fit, and all the others but one."""
    assert nearly_begin(words.split(), "CCI") == is_near


def test_place_behind_a_name_is_cut_off() -> None:
    """Only capitals behind a small word are a place."""
    assert without_tail("Chambre d'industrie de Thiès") == "Chambre d'industrie"
    assert without_tail("Oficina Municipal") == "Oficina Municipal"


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        pytest.param("women entrepreneurs bank", True, id="a-word-without-a-letter"),
        pytest.param("western region", False, id="last-letter-missing"),
        pytest.param("water for our big new bank", False, id="too-many-words"),
    ],
)
def test_letters_among_the_words(words: str, *, holds: bool) -> None:
    """First and last letter must fit; words between may give none."""
    assert holds_letters(words.split(), "WB") == holds
