"""What holds for any text: spans are the words themselves, nothing overlaps, the same text gives the same links."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linking_samples import shipped_linker

PIECES = (
    *("La OIT", "l’OIT", "lOIT", "ILO/IOM", "ITC-ILO", "(OIM)", "Oficina Municipal de Intermediación", "UN Women"),
    *("organización internacional del trabajo", "ORGANIZACION INTERNACIONAL DEL TRABAJO", "ILOÂ’s", "Santiago (Chile)"),
    *(
        "Guinea-Bissau",
        "Côte d’Ivoire",
        "Georgia",
        "Jordan Smith",
        "El Programa Conjunto",
        "implementado por",
        "funded by",
    ),
    *("organizaciones de empleadores", "y de trabajadores", "SNU", "OCR", "OIE", "CAF", "BIT", "WHO", "EE. UU.", "and"),
    *(
        "Ciudad de México",
        "DWT/CO-Lima",
        "RAS/19/09/IOM",
        "https://www.ilo.org/ILO",
        "por",
        ".",
        "\n\n",
        "\u00a0",
        "  ",
    ),
    *("Â’", "\u0301"),
)
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=14).map(" ".join) | st.text(max_size=80)
records = st.dictionaries(st.sampled_from(("comments", "description", "eval_title")), texts, max_size=3)
countries = st.frozensets(st.sampled_from(("CL", "GE", "CD", "CG", "UA", "SN")), max_size=2)
any_record = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@any_record
@given(records, countries)
def test_surface_is_what_stands_at_the_offsets(fields: dict[str, str], codes: frozenset[str]) -> None:
    """Offsets count code points of the value as read; the sentence holds the span."""
    for mention in shipped_linker().link(fields, countries=codes).mentions:
        value = fields[mention.field]
        assert value[mention.start : mention.end] == mention.surface != ""
        assert 0 <= mention.sentence_start <= mention.start < mention.end <= mention.sentence_end <= len(value)


@any_record
@given(records, countries)
def test_mentions_of_a_field_never_overlap(fields: dict[str, str], codes: frozenset[str]) -> None:
    """One span, one mention, in the order of the text."""
    mentions = shipped_linker().link(fields, countries=codes).mentions
    for one, other in pairwise(mentions):
        assert one.field != other.field or one.end <= other.start


@any_record
@given(records, countries)
def test_confidence_is_never_certainty(fields: dict[str, str], codes: frozenset[str]) -> None:
    """Mentions, candidates, roles and languages all stay below 1."""
    links = shipped_linker().link(fields, countries=codes)
    figures = [mention.confidence for mention in links.mentions]
    figures += [candidate.score for mention in links.mentions for candidate in mention.candidates]
    figures += [role.confidence for role in links.roles] + [one.probability for one in links.fields]
    assert all(0 <= figure < 1 for figure in figures)


@any_record
@given(records, countries)
def test_linking_twice_gives_the_same(fields: dict[str, str], codes: frozenset[str]) -> None:
    """The linker keeps nothing of a record."""
    assert shipped_linker().link(fields, countries=codes) == shipped_linker().link(dict(fields), countries=codes)


@any_record
@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_decomposed_copy_gives_the_same_targets(text: str) -> None:
    """NFC and NFD spell the same names."""
    composed = unicodedata.normalize("NFC", text)
    links = shipped_linker().link({"description": composed})
    again = shipped_linker().link({"description": unicodedata.normalize("NFD", composed)})
    assert [mention.target for mention in links.mentions] == [mention.target for mention in again.mentions]


@any_record
@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_roles_rest_on_mentions(text: str) -> None:
    """The mention of a role is one of the mentions, and it is linked to the role's organization."""
    links = shipped_linker().link({"comments": text})
    assert all(role.mention in links.mentions and role.mention.target == role.target for role in links.roles)


def test_mention_methods_are_the_known_ones() -> None:
    """Evidence names its rule in one of a few words."""
    text = " ".join(PIECES)
    methods = {mention.method for mention in shipped_linker().link({"description": text}).mentions}
    assert all(
        re.fullmatch(r"lexicon:\w+(\+cue|\+damaged)?|definition|phrase:joint-programme|cue:none", one)
        for one in methods
    )


def test_linking_needs_no_spacy() -> None:
    """The build links without paying a second for the import of spaCy."""
    code = "import sys, kg.linking.linker; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_open_place_has_no_candidates() -> None:
    """Candidates are organizations; which Congo is meant stays open without them."""
    (mention,) = shipped_linker().link({"description": "Workers in the Congo were interviewed for the study."}).mentions
    assert (mention.target, mention.candidates) == (None, ())
