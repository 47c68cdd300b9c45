"""Sentences: where they end, and that spaCy's sentencizer agrees on ordinary prose."""

from __future__ import annotations

import pytest
import spacy

from kg.linking.folding import fold
from kg.linking.sentences import sentence_around, sentence_starts


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    folded = fold(text).text
    starts = sentence_starts(folded)
    return [folded[slice(*sentence_around(folded, starts, start))] for start in starts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Uno. Dos. Tres.", ["Uno.", "Dos.", "Tres."], id="plain"),
        pytest.param("It ended.ILO left.", ["It ended.", "ILO left."], id="no-blank"),
        pytest.param("El Sr. Pérez llegó. Habló.", ["El Sr. Pérez llegó.", "Habló."], id="title-of-a-person"),
        pytest.param("Went to EE. UU. in May. Left.", ["Went to EE. UU. in May.", "Left."], id="spanish-plural"),
        pytest.param("Costs, e.g. fees, rose. Then fell.", ["Costs, e.g. fees, rose.", "Then fell."], id="e-g"),
        pytest.param("Why? Because! So.", ["Why?", "Because!", "So."], id="marks"),
        pytest.param("One\n\nTwo", ["One", "Two"], id="paragraphs"),
        pytest.param("broken\nline here. End", ["broken line here.", "End"], id="hard-line-break"),
        pytest.param("¿Qué? ¡Sí! Fin.", ["¿Qué?", "¡Sí!", "Fin."], id="spanish-marks"),
        pytest.param('He said "no." She left.', ['He said "no."', "She left."], id="quote"),
        pytest.param(
            "In 3.5 years it grew 2.1 per cent. Good.", ["In 3.5 years it grew 2.1 per cent.", "Good."], id="decimals"
        ),
    ],
)
def test_sentences_of_a_text(text: str, expected: list[str]) -> None:
    """Each line gives exactly these sentences."""
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "La comisión se reunió una vez. Las partes no firmaron el acta. Hubo dos talleres más."),
        ("en", "The committee met once. Nobody signed the minutes! Were there two more workshops? There were."),
        ("fr", "La commission s'est réunie une fois. Personne n'a signé. Il y a eu deux ateliers de plus."),
        ("pt", "A comissão reuniu-se uma vez. Ninguém assinou a ata. Houve mais duas oficinas."),
    ],
)
def test_sentencizer_agrees_on_ordinary_prose(language: str, text: str) -> None:
    """Where punctuation is plain, our rules and those of spaCy give the same sentences."""
    nlp = spacy.blank(language)
    nlp.add_pipe("sentencizer")

    assert sentences(text) == [sentence.text for sentence in nlp(text).sents]
