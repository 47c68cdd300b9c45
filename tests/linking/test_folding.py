"""Folding: what is unified, and the way back to the value."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.linking.folding import BREAK, fold

texts = st.text(st.sampled_from("aeoÉñxL '’-–\u00a0\u200b\u00ad\u0301\u0303\n\t.İ"), max_size=40) | st.text(max_size=40)


@pytest.mark.parametrize(
    ("value", "folded"),
    [
        pytest.param("l’OIT", "l'OIT", id="curly-apostrophe"),
        pytest.param("UN\u00a0Women", "UN Women", id="no-break-space"),
        pytest.param("ILO–IOM", "ILO-IOM", id="en-dash"),
        pytest.param("World  Bank\n Group", "World Bank Group", id="white-space"),
        pytest.param("Me\u0301xico", "México", id="nfd"),
        pytest.param("mi\u00adgra\u200bción", "migración", id="invisible"),
        pytest.param("one\n\ntwo", f"one{BREAK}two", id="paragraph"),
        pytest.param("list:\n- one\n- two", f"list:{BREAK}- one{BREAK}- two", id="list"),
    ],
)
def test_folding_unifies(value: str, folded: str) -> None:
    """Typing varies, the folded text does not."""
    assert fold(value).text == folded


@given(texts)
def test_loose_text_has_the_same_length(value: str) -> None:
    """Offsets in the two folded texts are the same."""
    folded = fold(value)

    assert len(folded.loose) == len(folded.text)


@given(texts)
def test_every_character_leads_back(value: str) -> None:
    """The span of each folded character lies in the value, in order, and is not empty."""
    folded = fold(value)

    spans = [folded.to_value(position, position + 1) for position in range(len(folded.text))]

    assert all(0 <= start < end <= len(value) for start, end in spans)
    assert spans == sorted(spans)


@given(texts)
def test_spans_hold_what_they_fold_to(value: str) -> None:
    """Folding the span again gives the character that came from it."""
    folded = fold(value)

    for position, character in enumerate(folded.text):
        start, end = folded.to_value(position, position + 1)
        assert character in (" ", BREAK) or character in fold(value[start:end]).text


def test_decomposed_letters_belong_to_the_span() -> None:
    """A name in NFD ends after its last combining mark."""
    value = unicodedata.normalize("NFD", "a Perú b")
    folded = fold(value)

    start, end = folded.to_value(2, 6)

    assert value[start:end] == unicodedata.normalize("NFD", "Perú")
