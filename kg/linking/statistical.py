"""Names that a trained spaCy pipeline finds, for those who ask for one: words and a label, never a link.

No model ships with `kg` and none takes part unless it is named. What it finds comes apart, in `Links.suggested`,
only where no rule has found anything, and with a low confidence: whoever keeps the data reads it and adds what is
good to ``kg.toml``.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import ConfigError
from kg.linking.languages import LANGUAGES
from kg.linking.model import Mention
from kg.linking.taken import Spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.linking.scene import FieldScene
    from kg.linking.taken import Known

CONFIDENCE: Final = 0.3
"""Of whatever a model finds: less than any rule of ours."""

SQUATTED: Final = "999.9.9"
"""The version of the packages on PyPI that occupy the names of spaCy's models and hold none."""

_NOT_NAMES: Final = frozenset(
    {"CARDINAL", "DATE", "LANGUAGE", "MISC", "MONEY", "ORDINAL", "PERCENT", "QUANTITY", "TIME"}
)
_PERSONS: Final = frozenset({"PER", "PERSON"})
"""Persons are nothing that this graph keeps."""

_LONGEST: Final = 120


class ModelReader:
    """Finds names by a trained pipeline.

    Parameters
    ----------
    names
        Names of installed pipelines or their folders, such as ``fr_core_news_sm``. Each reads the fields in its own
        language; one of another language than es, en, fr and pt reads all.

    Raises
    ------
    ConfigError
        If one cannot be loaded, finds no names, or is a placeholder.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._pipelines = [(nlp, describe(nlp)) for nlp in map(_load, names)]

    @property
    def descriptions(self) -> tuple[str, ...]:
        """Name and version of each pipeline."""
        return tuple(description for _, description in self._pipelines)

    def read(self, scenes: Sequence[FieldScene], known: Mapping[str, list[Known]]) -> tuple[Mention, ...]:
        """Return the names in the fields, by field and start; none touches what is known there already."""
        return tuple(mention for scene in scenes for mention in self._of_field(scene, known.get(scene.key, [])))

    def _of_field(self, scene: FieldScene, known: Sequence[Known]) -> Iterator[Mention]:
        taken = Spans()
        for one in known:
            taken.add(*scene.folded.to_value(one.start, one.end))
        found = []
        for nlp, description in self._pipelines:
            if nlp.lang not in LANGUAGES or nlp.lang == scene.language:
                for start, end, label in _entities(nlp(scene.value[: nlp.max_length])):
                    if taken.overlapping(start, end) is None:
                        taken.add(start, end)
                        found.append(_mention(scene, start, end, label, f"model:{description}"))
        yield from sorted(found, key=lambda mention: mention.start)


def describe(nlp: Language) -> str:
    """Return name and version of a pipeline, such as ``fr_core_news_sm-3.8.0``."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"


def signature(name: str) -> str:
    """Return a pipeline's name and what tells it from another of that name: its version, or a folder's contents.

    Raises
    ------
    ConfigError
        If nothing of that name is there.
    """
    found = installed_version(name)
    if found:
        return f"{name}-{found}"
    digest = hashlib.sha256()
    for file in sorted(Path(name).rglob("*")):
        if file.is_file():
            digest.update(file.relative_to(name).as_posix().encode())
            digest.update(file.read_bytes())
    return f"{Path(name).name}-{digest.hexdigest()[:16]}".replace(" ", "_")


def installed_version(name: str) -> str:
    """Return the version of an installed pipeline, empty for a folder; nothing of it is run.

    Raises
    ------
    ConfigError
        If nothing of that name is there.
    """
    if Path(name).is_dir():
        return ""
    try:
        return version(name)
    except (PackageNotFoundError, ValueError) as error:
        raise ConfigError(
            f"no spaCy pipeline called {name!r} is installed",
            hint="give the name of an installed one or its folder; python -m spacy download fetches spaCy's own",
        ) from error


def _load(name: str) -> Language:
    if installed_version(name) == SQUATTED:
        raise ConfigError(
            f"{name} {SQUATTED} is a placeholder that occupies the name of a spaCy pipeline",
            hint=f"pip uninstall {name}, and take the pipeline from spaCy's own releases",
        )
    import spacy  # noqa: PLC0415 -- a second, which only those pay who ask for a model

    try:
        nlp = spacy.load(name)
    except (OSError, ValueError, ImportError, KeyError) as error:
        first = str(error).partition("\n")[0]
        raise ConfigError(
            f"the spaCy pipeline {name!r} cannot be loaded: {first}",
            hint="python -m spacy validate tells whether it fits the installed spaCy",
        ) from error
    if not any("doc.ents" in nlp.get_pipe_meta(pipe).assigns for pipe in nlp.pipe_names):
        raise ConfigError(
            f"the spaCy pipeline {name!r} finds no names: it has only {', '.join(nlp.pipe_names) or 'a tokenizer'}",
            hint="take one with the component ner",
        )
    return nlp


def _entities(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and label of the names, without blanks and line breaks at their ends."""
    for entity in doc.ents:
        text = entity.text.strip()
        start = entity.start_char + entity.text.find(text)
        is_name = entity.label_ and entity.label_ not in _NOT_NAMES and entity.label_ not in _PERSONS
        if is_name and any(map(str.isalpha, text)) and len(text) <= _LONGEST:
            yield start, start + len(text), entity.label_


def _mention(scene: FieldScene, start: int, end: int, label: str, method: str) -> Mention:
    sentence_start, sentence_end = scene.folded.to_value(*scene.sentence(scene.folded.from_value(start)))
    return Mention(
        field=scene.key,
        start=start,
        end=end,
        surface=scene.value[start:end],
        target=None,
        confidence=CONFIDENCE,
        method=method,
        sentence_start=min(sentence_start, start),
        sentence_end=max(sentence_end, end),
        label=label,
    )
