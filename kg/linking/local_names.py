"""Where the name of a ministry, a municipality, a university or a union begins and ends.

The grammar is small on purpose: it would rather miss a name than take a verb, a person or a second body into it.
A name is a head (``Ministerio``), "of", and words with a capital; behind a comma or an "and" it goes on only with a
subject of government (``Ministry of Labour, Youth and Sports``), so that two bodies never become one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.linking.folding import loosen
from kg.linking.languages import is_function_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.linking.local_words import Head, LocalWords
    from kg.linking.scene import FieldScene
    from kg.linking.taken import Known, Taken

_WORD: Final = re.compile(r"[^\W\d_](?:\w|['-](?=[^\W\d_]))*")
_ARTICLES: Final = r"de la |de los |de las |de l'|del |des |de |d'|du |dos |das |do |da |of the |of "
_OF: Final = re.compile(rf" (?:{_ARTICLES})")
_OF_FIRST: Final = re.compile(
    rf" (?:{_ARTICLES}|for the |for |on |pour la |pour le |pour les |pour l'|pour |para la |para el |para )"
)
_AND: Final = re.compile(
    rf"(?P<comma>,)? ?(?P<and>(?:(?<= )|(?<=, ))(?:and|y|e|et|&) )?(?P<of>{_ARTICLES})?"
    r"(?P<article>la |el |l'|le |les |os |as |o |a )?"
)
_TAIL: Final = re.compile(
    r"(?: \([A-ZÀ-Þ][\w-]*\))?"
    r"(?:,? \(?(?:of the|of|in the|in|de la|del|de|en|du|au|aux|em|do|da|no|na) |,? d'|, | \(| )"
    r"(?:the |la |el |l'|le )?"
)
_DEFINITE: Final = re.compile(r"(?:\b(?:the|el|del|al|le|du|au|o|do|ao|its|su|son)|[dl]es?) $", re.IGNORECASE)
_OF_EACH: Final = re.compile(r" (?:of|in|de|en|dans|em) (?:each|every|both|all|cada|ambos|todos|chaque)\b")
_SOME: Final = re.compile(r"\b(?:an|each|every|any|un|una|une|uma|um|cada|chaque|otro|otra|another) $", re.IGNORECASE)
_A: Final = re.compile(r"\b[Aa] $")
_MORE_COUNTRIES: Final = re.compile(
    r"(?:, | (?:and|y|e|et|&) )(?:the |la |el |l'|le |de |du |d'|del |do |da |in |en )?"
)
_BLANK_OR_AND: Final = re.compile(r" (?:and |& )?")
_TO: Final = re.compile(r" (?:al |à |ao )")
_WORD_BEFORE: Final = re.compile(r"(?<![\w'-])([^\W\d_][\w'-]*) $")
_ROMAN: Final = re.compile(r"[IVX]+")
_STATE: Final = frozenset({"state", "place"})
_MOST_WORDS: Final = 14
_MOST_ADJECTIVES: Final = 4
_BEFORE_UNIVERSITY: Final = 3
_UNIVERSITY: Final = re.compile(r"(?<![\w-])University(?![\w-])(?! (?:of|for) )")


@dataclass(frozen=True, slots=True)
class LocalName:
    """A name in the folded text of a field.

    Attributes
    ----------
    start, end
        Where it stands.
    kind
        A code of the kinds of organizations, empty if the name does not tell.
    country
        ISO alpha-2 code of the country that stands with it, empty if none does.
    is_foreign
        A word before it may say that it is another country's (``the Norwegian Ministry of ...``).
    """

    start: int
    end: int
    kind: str
    country: str = ""
    is_foreign: bool = False


class NameReader:
    """Reads the names in one field.

    Parameters
    ----------
    words
        The table.
    scene
        The field.
    taken
        What it names already.
    """

    def __init__(self, words: LocalWords, scene: FieldScene, taken: Taken) -> None:
        self._words, self._text, self._language = words, scene.folded.text, scene.language
        self._known, self._starts, self._ends = taken.known, taken.by_start, taken.by_end

    def names(self) -> Iterator[LocalName]:
        """Yield the names, by start within each of the three ways to find one; they may overlap."""
        for match in self._words.head.finditer(self._text):
            name = self._from_head(match, self._words.heads[match[0]])
            if name is not None:
                yield name
        if self._language == "en":
            yield from self._to_last()
            yield from self._universities()

    def _from_head(self, match: re.Match[str], head: Head) -> LocalName | None:
        """Return the name that a head begins, ``None`` if it begins none."""
        text, start = self._text, match.start()
        if not is_one(text, start, self._language) or (
            text[start].islower() and not _DEFINITE.search(text, max(0, start - 6), start)
        ):
            return None
        position, adjectives = self._adjectives(match.end(), head)
        if head.role == "national" and not adjectives:
            return None
        opening = _OF_FIRST.match(text, position)
        is_university = head.kind == "academic" and adjectives > 0
        if opening is not None and self._is_part(opening.end(), may_be_small=self._language != "en"):
            end, country = self._go_on(opening.end(), head)
        elif is_university:
            end, country = position, ""
        else:
            return None
        if not end or _OF_EACH.match(text, end):
            return None
        start, led, is_foreign = self._led(start, head)
        city = self._starts.get(opening.end()) if opening is not None and head.role == "place" else None
        of_city = city.place_country if city is not None else ""
        return LocalName(start, end, head.kind, country or led or of_city or self._behind(end), is_foreign)

    def _adjectives(self, position: int, head: Head) -> tuple[int, int]:
        """Return where the words with a capital behind a head end, and how many they are."""
        count = 0
        while count < _MOST_ADJECTIVES and (word := self._word(position + 1)) and self._text[position] == " ":
            is_small = _plain(word[0]) in self._words.adjectives and word[0].islower() and head.role != "place"
            if not (self._is_capital(word) or is_small) or word.start() in self._starts:
                break
            if self._words.head.match(self._text, word.start()):
                break
            position, count = word.end(), count + 1
        return position, count

    def _go_on(self, first: int, head: Head) -> tuple[int, str]:
        """Return where a name ends whose first word behind "of" begins at `first`, and its country if it holds one.

        0 if it is none after all.
        """
        if (known := self._country_at(first)) is not None:
            return (known.end, self._only(known)) if head.role not in _STATE else (0, "")
        word = self._word(first)
        end = before = word.end() if word else 0
        is_new_part = False
        for _ in range(_MOST_WORDS):
            if not word or word[0].endswith("'s"):
                break
            joint = self._joint(word, head, is_second=is_new_part)
            if joint is None:
                break
            position, is_new_part = joint
            if (known := self._country_at(position)) is not None:
                return (known.end if head.role not in _STATE else end), self._only(known)
            before = end if is_new_part else before
            word = self._word(position)
            end = word.end() if word else end
        if word and self._language == "en" and head.role == "state" and _plain(word[0]) in self._words.modifiers:
            end = before if before < end else 0
        if word and word[0].endswith("'s") and word.end() == end:
            end -= 2
        return end, ""

    def _joint(self, word: re.Match[str], head: Head, *, is_second: bool) -> tuple[int, bool] | None:
        """Return where the next word of a name begins behind `word`, and whether it opens a new part."""
        text, at = self._text, word.end()
        of = _OF.match(text, at)
        if of is not None:
            is_small = self._language == "fr"
            is_part = self._country_at(of.end()) is not None or self._is_part(of.end(), may_be_small=is_small)
            return (of.end(), False) if is_part else None
        to = _TO.match(text, at)
        if to is not None and self._is_subject_at(to.end(), may_be_small=False):
            return to.end(), False
        following = self._word(at + 1) if text[at : at + 1] == " " else None
        if following and self._goes_on_with(word[0], following, head, is_second=is_second):
            return following.start(), False
        return self._new_part(at) if head.role != "place" else None

    def _new_part(self, at: int) -> tuple[int, bool] | None:
        """Return where the subject behind a comma or "and" begins; in English "and the" parts two bodies."""
        more = _AND.match(self._text, at)
        if more is None or not (more["and"] or more["comma"]):
            return None
        is_other = (self._language != "fr" and more["of"]) or (self._language == "en" and more["article"])
        if is_other or not self._is_subject(more):
            return None
        return (more.end(), True) if more["and"] or self._closes(more.end()) else None

    def _goes_on_with(self, word: str, following: re.Match[str], head: Head, *, is_second: bool) -> bool:
        """Tell whether a name goes on with the next word, only a blank between.

        Behind an "and" (`is_second`) a word such as Social needs a subject: "Labour and Social Partners" is no name.
        """
        if following[0].islower():
            return self._language == "fr" and _plain(following[0]) in self._words.adjectives
        if not self._is_part(following.start(), may_be_small=False):
            return False
        if head.role != "state":
            return True
        one, other = _plain(word), _plain(following[0])
        may_follow = self._words.closing if self._language == "en" else self._words.subjects
        if one in self._words.modifiers:
            return other in self._words.subjects or not is_second
        return other in may_follow or one not in self._words.subjects

    def _is_subject(self, joint: re.Match[str]) -> bool:
        """Tell whether a subject stands behind a joint; in French it may be in small letters behind an article."""
        is_small = self._language == "fr" and bool(joint["of"] or joint["article"])
        return self._is_subject_at(joint.end(), may_be_small=is_small)

    def _is_subject_at(self, position: int, *, may_be_small: bool) -> bool:
        word = self._word(position)
        is_subject = word is not None and _plain(word[0]) in self._words.subjects
        return is_subject and self._is_part(position, may_be_small=may_be_small)

    def _closes(self, position: int) -> bool:
        """Tell whether an enumeration of subjects that goes on at `position` ends in an "and" and a subject."""
        text = self._text
        for _ in range(_MOST_WORDS):
            word = self._word(position)
            if not word:
                return False
            position = word.end()
            joint = _AND.match(text, position)
            if joint is not None and joint["and"]:
                return self._is_subject(joint)
            following = _OF.match(text, position) or (joint if joint is not None and joint["comma"] else None)
            position = following.end() if following is not None else position + 1
            if text[position - 1 : position] not in (" ", "'"):
                return False
        return False

    def _is_part(self, position: int, *, may_be_small: bool) -> bool:
        """Tell whether a word of a name may stand at `position`: no other body, head or acronym does."""
        word = self._word(position)
        if not word or self._words.head.match(self._text, position):
            return False
        known = self._starts.get(position)
        if known is not None and (known.target or "").startswith("organization/"):
            return False
        return self._is_capital(word) or (may_be_small and _plain(word[0]) in self._words.subjects)

    def _led(self, start: int, head: Head) -> tuple[int, str, bool]:
        """Return where a name begins with the words before its head, the country among them, and whether it is foreign.

        ``Kenya Federation of ...`` holds its country; ``Kenya Ministry of ...`` has it before the name.
        """
        text = self._text
        word = _WORD_BEFORE.search(text, max(0, start - 40), start)
        if word is None or not word[1][0].isupper() or self._language != "en":
            return start, "", False
        known = self._ends.get(word.end(1) - (2 if word[1].endswith("'s") else 0))
        if known is not None and known.country and word[1].endswith("'s"):
            return start, known.country, False
        if known is not None and known.country:
            return (start if head.role in _STATE else known.start), known.country, False
        if _plain(word[1]) in self._words.strong and head.role != "place":
            return word.start(1), "", False
        return start, "", not is_function_word(word[1].lower())

    def _behind(self, end: int) -> str:
        """Return the country that stands behind a name: in brackets, behind a comma or "of"."""
        tail = _TAIL.match(self._text, end)
        known = self._country_at(tail.end()) if tail is not None else None
        return self._only(known) if known is not None else ""

    def _country_at(self, position: int) -> Known | None:
        known = self._starts.get(position)
        return known if known is not None and known.country else None

    def _only(self, known: Known) -> str:
        """Return the code of a country, empty if another follows ("of Honduras and Guatemala")."""
        more = _MORE_COUNTRIES.match(self._text, known.end)
        return "" if more is not None and self._country_at(more.end()) is not None else known.country

    def _to_last(self) -> Iterator[LocalName]:
        """Yield English names that begin with a country or a word like National and end with one like Authority."""
        first = {one.start: one for one in self._known if one.country}
        for word in _WORD.finditer(self._text):
            country = first.get(word.start())
            if country is None and not (word[0][0].isupper() and _plain(word[0]) in self._words.strong):
                continue
            end = self._last_from(country.end if country is not None else word.end())
            if end and not self._is_branch(word.start()):
                code = country.country if country is not None else self._behind(end)
                yield LocalName(word.start(), end, "", code)

    def _is_branch(self, start: int) -> bool:
        """Tell whether a listed organization stands right before: the IndustriALL Bangladesh Council is its own."""
        before = self._ends.get(start - 1)
        return before is not None and self._text[start - 1] == " " and (before.target or "").startswith("organization/")

    def _last_from(self, position: int) -> int:
        """Return the end of the name whose first word ends at `position`, 0 if no last word comes in time."""
        for _ in range(_MOST_ADJECTIVES + 1):
            joint = _BLANK_OR_AND.match(self._text, position)
            word = self._word(joint.end()) if joint is not None else None
            if not word or not self._is_capital(word) or word.start() in self._starts:
                return 0
            position = word.end()
            if _plain(word[0]) in self._words.last:
                of = _OF_FIRST.match(self._text, position)
                if of is None or not self._is_part(of.end(), may_be_small=False):
                    return position
                if self._country_at(of.end()) is not None:
                    return position
                return self._go_on(of.end(), self._words.heads["Federation"])[0] or position
        return 0

    def _universities(self) -> Iterator[LocalName]:
        """Yield English names such as Makerere University."""
        for match in _UNIVERSITY.finditer(self._text):
            start = match.start()
            for _ in range(_BEFORE_UNIVERSITY):
                word = _WORD_BEFORE.search(self._text, max(0, start - 40), start)
                if word is None or not word[1][0].isupper() or is_function_word(word[1].lower()):
                    break
                start = word.start(1)
            if start < match.start():
                yield LocalName(start, match.end(), "academic", self._behind(match.end()))

    def _word(self, position: int) -> re.Match[str] | None:
        return _WORD.match(self._text, position)

    @staticmethod
    def _is_capital(word: re.Match[str]) -> bool:
        """Tell whether a word begins with a capital and is no acronym."""
        text = word[0].removesuffix("'s")
        return text[0].isupper() and (len(text) == 1 or not text.isupper() or _ROMAN.fullmatch(text) is not None)


def is_one(text: str, start: int, language: str) -> bool:
    """Tell whether no word before a name says that it is any of several; ``a`` does in English only."""
    before = max(0, start - 12)
    is_some = _SOME.search(text, before, start) or (language == "en" and _A.search(text, before, start))
    return not is_some


def _plain(word: str) -> str:
    """Return a word without case, accents and possessive."""
    return loosen(word.removesuffix("'s"))
