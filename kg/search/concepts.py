"""What of the vocabularies a reader's words name: ``refugee agency``, ``ACNUR`` and ``HCR`` are one body."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.search.words import FUNCTION_WORDS, fold, singulars, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SHARE: Final = 0.6
"""Words that are at least this share of a label's stand for it: ``refugee agency`` for ``UN Refugee Agency``."""

_FEWEST: Final = 2
"""One word of a longer label names nothing: ``agency``."""

_LONGEST: Final = 12
"""No label has more content words than this that anybody types."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a concept of the graph.

    Attributes
    ----------
    concept
        IRI.
    text, language
        As the vocabulary spells it; the language may be empty.
    """

    concept: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Named:
    """Concepts that some of the words name.

    Attributes
    ----------
    first, last
        Which words, the last one not included.
    labels
        The label of each concept that they fit best; at least one.
    """

    first: int
    last: int
    labels: tuple[Label, ...]


class Labels:
    """The labels of a graph, by the words in them.

    Parameters
    ----------
    labels
        All of them.
    """

    def __init__(self, labels: Iterable[Label]) -> None:
        self._keys: list[tuple[Label, _Key]] = []
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for label in labels:
            key = _key([word.text for word in words_of(label.text)])
            if key.all:
                for word in key.all:
                    self._by_word[word].append(len(self._keys))
                self._keys.append((label, key))

    def named_in(self, words: Sequence[str]) -> list[Named]:
        """Return what `words` name, the longest names first, none inside another; sorted by place."""
        found: list[Named] = []
        taken: set[int] = set()
        for length in range(min(len(words), _LONGEST), 0, -1):
            for first in range(len(words) - length + 1):
                span = range(first, first + length)
                if taken.isdisjoint(span):
                    labels = self._fitting(words[first : first + length])
                    if labels:
                        found.append(Named(first, first + length, labels))
                        taken.update(span)
        return sorted(found, key=lambda named: named.first)

    def _fitting(self, words: Sequence[str]) -> tuple[Label, ...]:
        """Return the best label of each concept that these words, all of them, name."""
        key = _key(words)
        if not key.content and len(words) == 1:
            return ()  # 'who' asks, 'WHO' is a body
        begins_idly = _is_function_word(words[0])  # no name is cut short so that it begins with 'the'
        rarest = min(key.all, key=lambda word: len(self._by_word.get(word, ())))
        best: dict[str, tuple[float, Label]] = {}
        for index in self._by_word.get(rarest, ()):
            label, wanted = self._keys[index]
            share = 1.0 if key.all == wanted.all else 0.0 if begins_idly else key.share_of(wanted)
            if share > best.get(label.concept, (0.0, label))[0]:
                best[label.concept] = (share, label)
        top = max((share for share, _ in best.values()), default=0.0)
        return tuple(label for _, (share, label) in sorted(best.items()) if share == top)


@dataclass(frozen=True, slots=True)
class _Key:
    """The words of a name, folded, each in its singular.

    Attributes
    ----------
    all
        Every word.
    content
        Those that are no function words.
    """

    all: frozenset[str]
    content: frozenset[str]

    def share_of(self, wanted: _Key) -> float:
        """Return how much of a label these words are, 0 where they cannot stand for it."""
        if not self.content or not self.content <= wanted.content:
            return 0.0
        share = len(self.content) / len(wanted.content)
        return share if share == 1 or (len(self.content) >= _FEWEST and share >= _SHARE) else 0.0


def _key(words: Sequence[str]) -> _Key:
    content = frozenset(_singular(fold(word)) for word in words if not _is_function_word(word))
    return _Key(all=frozenset(_singular(fold(word)) for word in words), content=content)


def _is_function_word(word: str) -> bool:
    """Tell whether a word says nothing by itself; in capitals it is an acronym: ``UN``, ``WHO``."""
    return fold(word) in FUNCTION_WORDS and not (len(word) > 1 and word.isupper())


def _singular(folded: str) -> str:
    forms = singulars(folded)
    return forms[1] if len(forms) > 1 else folded
