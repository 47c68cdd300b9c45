"""IRIs, literals and prefixes."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import KgError
from kg.terms import Names, is_web_address, language_of, literal, slug, text_of

texts = st.text(st.characters(codec="utf-8"))
NAMES = Names()


@given(texts, st.sampled_from(["", "en", "es", "fr"]))
def test_a_literal_gives_its_text_and_language_back(text: str, language: str) -> None:
    """Writing and reading a literal is the identity."""
    term = literal(text, language)

    assert (text_of(term), language_of(term)) == (text, language)


@given(texts)
def test_the_store_reads_a_literal_as_it_was_meant(text: str) -> None:
    """Whatever a record holds is one literal of one line."""
    quads = list(ox.parse(f"<http://x.org/s> <http://x.org/p> {literal(text)} .\n", ox.RdfFormat.N_TRIPLES))

    assert [quad.object for quad in quads] == [ox.Literal(text)]


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.text(st.characters(codec="utf-8"), min_size=1))
def test_parts_of_an_iri_and_iris_are_one_to_one(one: str, other: str) -> None:
    """Two keys share an IRI exactly when they are the same key."""
    assert (NAMES.thing("field", one) == NAMES.thing("field", other)) == (one == other)


@given(st.text(st.characters(codec="utf-8")))
def test_a_minted_iri_is_an_iri(part: str) -> None:
    """No key can break out of its IRI."""
    assert ox.NamedNode(NAMES.thing("field", part)[1:-1])


@given(st.sampled_from(sorted(NAMES.prefixes)), st.from_regex(r"[A-Za-z]{1,9}", fullmatch=True))
def test_compress_undoes_expand(prefix: str, local_name: str) -> None:
    """A CURIE comes back from its IRI."""
    assert NAMES.expand(NAMES.compress(NAMES.expand(f"{prefix}:{local_name}"))) == NAMES.expand(
        f"{prefix}:{local_name}"
    )


@given(st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda text: bool(text.strip())))
def test_a_slug_is_never_empty(text: str) -> None:
    """No name is lost in an empty path segment, and none opens another segment."""
    assert slug(text)
    assert "/" not in slug(text)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "http://",
        "https://x.org/a b",
        "http://x.org/<script>",
        "file:///etc/passwd",
        "",
        "http://[::1",
    ],
)
def test_what_is_no_web_address_is_told(address: str) -> None:
    """Only http(s) with a host and no forbidden character becomes an IRI."""
    assert not is_web_address(address)


@pytest.mark.parametrize("base", ["kg.example/", "https://kg.example", "ftp://kg.example/", "https://kg.example/a b/"])
def test_a_base_that_is_none_is_refused(base: str) -> None:
    """Whoever sets a base learns how it is written."""
    with pytest.raises(KgError, match="ending in"):
        Names(base)
