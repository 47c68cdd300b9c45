"""A reader's words -> what the index is asked."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from itertools import product, takewhile
from math import prod
from typing import TYPE_CHECKING, Final

from kg.errors import ConfigError
from kg.search.words import FUNCTION_WORDS, matches, singulars, stem, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.search.concepts import Label, Labels

_MOST_WORDS: Final = 32
_PHRASE: Final = re.compile(r'"([^"]*)"')
_PREFIX_FROM: Final = 4
_MOST_WAYS: Final = 100
"""Ways to write the words of a name, singular and plural, up to which they are sought near each other."""
_KINDS: Final = {
    "lesson": "lesson learned, lessons learned, lesson learnt, lessons learnt, lesson, lessons, leccion aprendida, "
    "lecciones aprendidas, leccion, lecciones, lecon apprise, lecons apprises, lecon, lecons, enseignements tires",
    "practice": "emerging good practice, emerging good practices, good practice, good practices, buena practica, "
    "buenas practicas, bonne pratique, bonnes pratiques",
    "recommendation": "recommendation, recommendations, recomendacion, recomendaciones, recommandation, "
    "recommandations",
}
_KIND_NAMES: Final = [(kind, name.split()) for kind, names in _KINDS.items() for name in names.split(", ")]
"""What readers call each kind, folded; the longer name before the one that it begins with."""
_REACH: Final = 2
"""Words that are sought together stand within so many times their number of words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One thing that is sought: every finding that is found answers each of them.

    Attributes
    ----------
    asked
        The reader's words.
    words
        These words, folded, all of which a finding has; near each other where they name a concept ...
    is_phrase
        ... side by side, and just so.
    labels
        Or it is linked to one of these concepts.
    """

    asked: str
    words: tuple[str, ...]
    is_phrase: bool = False
    labels: tuple[Label, ...] = ()

    @property
    def expression(self) -> str:
        """The unit in the query language of SQLite's FTS5 (https://www.sqlite.org/fts5.html, section 3)."""
        if self.is_phrase:
            text = '"' + " ".join(self.words) + '"'
        elif self.labels and prod(len(list(_forms(word))) for word in self.words) <= _MOST_WAYS:
            ways = product(*map(_forms, self.words))
            text = " OR ".join(f"NEAR({' '.join(way)}, {_REACH * len(self.words) - 2})" for way in ways)
        else:
            text = " AND ".join(f"({' OR '.join(_forms(word))})" for word in self.words)
        concepts = [f"concepts : {concept_token(label.concept)}" for label in self.labels]
        return "(" + " OR ".join([f"- concepts : ({text})", *concepts]) + ")"

    def answer_in(self, folded: Sequence[str]) -> tuple[int, int] | None:
        """Return from which to which of the `folded` words of a text the unit is answered, where it is best.

        A phrase is answered as it stands; of other words, where most of them stand together.
        """
        if self.is_phrase:
            length = len(self.words)
            starts = (at for at in range(len(folded)) if tuple(folded[at : at + length]) == self.words)
            first = next(starts, None)
            return None if first is None else (first, first + length)
        places = [
            (at, number)
            for at, word in enumerate(folded)
            for number, sought in enumerate(self.words)
            if matches(sought, word)
        ]
        best: tuple[int, int, int] | None = None
        reach = _REACH * len(self.words)
        for index, (at, _) in enumerate(places):
            near = list(takewhile(lambda place, at=at: place[0] < at + reach, places[index:]))  # type: ignore[misc]
            found = (len({number for _, number in near}), -at, near[-1][0] + 1)
            if best is None or found > best:
                best = found
        return None if best is None else (-best[1], best[2])


def concept_token(iri: str) -> str:
    """Return the one word that stands for a concept in the index."""
    return "c" + hashlib.blake2b(iri.encode(), digest_size=8).hexdigest()


def read_question(text: str, labels: Labels) -> list[Unit]:
    """Cut a reader's words into the things that are sought.

    Words in double quotes are sought as they stand. Other words that name a concept, in whatever language, are
    one thing; function words between things are passed over.

    Raises
    ------
    ConfigError
        If there is no word, or there are more than anybody seeks.
    """
    units = list(_units(text, labels))
    if not units:
        raise ConfigError(f"there is no word in {text[:80]!r}", hint="search for words such as: migrant women Chile")
    return units


def kind_asked(text: str) -> tuple[str, str]:
    """Return the kind of finding that a reader's words begin with, and the other words; nothing and all else.

    Examples
    --------
    >>> kind_asked("recomendaciones para gobiernos"), kind_asked("lessons"), kind_asked('"lessons" Chile')
    (('recommendation', ' para gobiernos'), ('', 'lessons'), ('', '"lessons" Chile'))
    """
    words = list(words_of(text))
    folded = [word.folded for word in words]
    for kind, name in _KIND_NAMES:
        length = len(name)
        has_more = any(word not in FUNCTION_WORDS for word in folded[length:])
        if has_more and folded[:length] == name and '"' not in text[: words[length - 1].end]:
            return kind, text[words[length - 1].end :]
    return "", text


def _units(text: str, labels: Labels) -> Iterator[Unit]:
    counted = sum(1 for _ in words_of(text))
    if counted > _MOST_WORDS:
        raise ConfigError(f"{counted} words are too many", hint=f"search for at most {_MOST_WORDS}")
    for position, part in enumerate(_PHRASE.split(text)):
        if position % 2:
            phrase = tuple(word.folded for word in words_of(part))
            if phrase:
                yield Unit(asked=part, words=phrase, is_phrase=True)
        else:
            yield from _free(part, labels)


def _free(text: str, labels: Labels) -> Iterator[Unit]:
    words = list(words_of(text))
    named = {each.first: each for each in labels.named_in([word.text for word in words])}
    only_function_words = all(word.folded in FUNCTION_WORDS for word in words)
    at = 0
    while at < len(words):
        if name := named.get(at):
            part = words[name.first : name.last]
            content = [word for word in part if word.folded not in FUNCTION_WORDS] or part
            yield Unit(
                asked=text[part[0].start : part[-1].end],
                words=tuple(word.folded for word in content),
                labels=name.labels,
            )
            at = name.last
            continue
        if only_function_words or words[at].folded not in FUNCTION_WORDS:
            yield Unit(asked=words[at].text, words=(words[at].folded,))
        at += 1


def _forms(word: str) -> Iterator[str]:
    """Yield what the index may hold for a sought word, see `kg.search.words.matches`."""
    if beginning := stem(word):
        yield f'"{beginning}" *'
        return
    yield f'"{word}" *' if len(word) >= _PREFIX_FROM else f'"{word}"'
    yield from (f'"{singular}"' for singular in singulars(word)[1:])
