"""What a build changed, in words for people."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from kg.pipeline.result import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.store import StoredRecord

_NAMED: Final = 3
"""How many themes a sentence names."""


def describe_changes(
    before: Mapping[tuple[str, str], StoredRecord | None], after: Mapping[tuple[str, str], StoredRecord | None]
) -> list[str]:
    """Return the difference in sentences, such as ``12 lessons more, 4 on Migration``.

    Parameters
    ----------
    before, after
        The records that a build touched, as they were and as they are; ``None`` where there is none.
    """
    return [*_came_and_went(before, after), *_progress(before, after), *_contents(before, after)]


def _came_and_went(
    before: Mapping[tuple[str, str], StoredRecord | None], after: Mapping[tuple[str, str], StoredRecord | None]
) -> Iterator[str]:
    for one, other, word in ((before, after, "more"), (after, before, "fewer")):
        for kind, names in KINDS.items():
            records = [held for key, held in sorted(other.items(), key=lambda item: item[0]) if held is not None]
            found = [held for held in records if held.kind == kind and one.get((held.kind, held.number)) is None]
            if not found:
                continue
            themes = Counter(theme for held in found for theme in held.facts.get("theme", []))
            ranked = sorted(themes.items(), key=lambda item: (-item[1], item[0]))[:_NAMED]
            on = "".join(f", {count} on {theme}" for theme, count in ranked)
            yield f"{len(found)} {names[len(found) != 1]} {word}{on}"


def _progress(
    before: Mapping[tuple[str, str], StoredRecord | None], after: Mapping[tuple[str, str], StoredRecord | None]
) -> Iterator[str]:
    moved: Counter[str] = Counter()
    for key, now in after.items():
        then = before.get(key)
        if then is not None and now is not None:
            new, old = now.facts.get("progress", []), then.facts.get("progress", [])
            if new and new != old:
                moved[new[0]] += 1
    for progress, count in sorted(moved.items()):
        yield f"{count} recommendation{'s' * (count != 1)} moved to {progress}"


def _contents(
    before: Mapping[tuple[str, str], StoredRecord | None], after: Mapping[tuple[str, str], StoredRecord | None]
) -> Iterator[str]:
    changed: Counter[str] = Counter()
    for key, now in after.items():
        then = before.get(key)
        if then is not None and now is not None and then.folded != now.folded:
            changed[now.kind] += 1
    for kind, count in sorted(changed.items()):
        verb = "says" if count == 1 else "say"
        yield f"{count} {KINDS[kind][count != 1]} {verb} something else now; the earlier text is a prior version"
