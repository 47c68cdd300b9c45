"""Text that is measured, wrapped and cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.views.lettering import ELLIPSIS, cut, excerpt, plain, width, wrap

WORDS = st.text(max_size=400)


@given(WORDS, st.integers(30, 400), st.integers(1, 4))
def test_wrapped_text_never_stands_out(text: str, room: int, lines: int) -> None:
    """No line is wider than the room, and there are no more lines than allowed."""
    wrapped = wrap(plain(text), 12, room, lines=lines)

    assert len(wrapped) <= lines
    assert all(width(line, 12) <= room for line in wrapped)


@given(st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=60))
def test_text_with_room_is_kept_whole(text: str) -> None:
    """Nothing is lost where everything fits."""
    assert "".join(wrap(text, 10, 10_000, lines=1)) == " ".join(text.split())


def test_a_word_of_ten_thousand_letters_is_cut() -> None:
    """A hostile word takes the room of any other label."""
    (line,) = wrap("x" * 10_000, 12, 200, lines=1)

    assert line.endswith(ELLIPSIS)
    assert width(line, 12) <= 200


def test_what_is_cut_ends_with_whole_words() -> None:
    """A label is not cut inside a word when a word ends nearby."""
    assert cut("Planning and programme design", 10, 110) == "Planning and…"


def test_plain_text_has_no_turning_marks() -> None:
    """No label can turn the direction of what stands after it."""
    assert plain("a\u202eb\u2066c\x00d") == "a b c d"


def test_an_excerpt_ends_where_a_sentence_ends() -> None:
    """A quote is not broken off in the middle when a sentence ends in reach."""
    text, is_cut = excerpt("First sentence here. Second sentence here. " + "More. " * 100, 50)

    assert (text, is_cut) == ("First sentence here. Second sentence here. More.", True)
