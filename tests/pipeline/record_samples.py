"""Records for tests of building: as JSON objects, and as the text pages that say the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kg import BuildOptions, KnowledgeGraph, build
from kg.queries import Solutions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from kg import BuildResult

SITE = "https://webapps.ilo.org/ievaldiscovery"
MIRROR = "https://analyticstest.ilo.org/ievaldiscovery"
Page = dict[str, Any]


def lesson(
    number: int = 990001,
    evaluation: int = 9901,
    *,
    site: str = SITE,
    country: str = "Chile",
    theme: str = "Migration",
    **prose: str,
) -> Page:
    """Return a lesson; `prose` are further keys of the finding."""
    prose.setdefault("description", "The offices of the ILO and the IOM learned to share one register of vacancies.")
    return {
        "eval_number": str(evaluation),
        "eval_url": f"{site}/eval/{evaluation}",
        "lessons_learned": {
            "themes": [{"theme": theme, "category": "Conditions of work & equality"}],
            **prose,
            "url": f"{site}/lessons/{number}",
        },
        "location": [{"country": country, "region": "Americas"}],
        "eval_title": "Skills for all - Final evaluation",
    }


def recommendation(number: int = 99001, *, progress: str = "Partially achieved") -> Page:
    """Return a recommendation."""
    return {
        "eval_number": "9901",
        "eval_url": f"{SITE}/eval/9901",
        "recommendations": {
            "themes": [{"theme": "Organizational issues", "category": "Planning and programme design"}],
            "title": "The Office should publish what it learned.",
            "progress": progress,
            "url": f"{SITE}/recommendations/{number}",
        },
        "location": [{"country": "Chile", "region": "Americas"}],
        "eval_title": "Skills for all - Final evaluation",
    }


def as_text(page: Page) -> str:
    """Return a page in key/value form."""
    return "\n".join(_lines(page)) + "\n"


def _lines(page: Page) -> Iterable[str]:
    for key, value in page.items():
        yield f"{key}:"
        if isinstance(value, dict):
            yield from _lines(value)
        elif isinstance(value, list):
            for pair in value:
                yield from _lines(pair)
        else:
            yield value


def write_lines(file: Path, pages: Iterable[Page]) -> Path:
    """Write pages as JSONL."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(page, ensure_ascii=False) + "\n" for page in pages), encoding="utf-8")
    return file


def write_texts(folder: Path, pages: Sequence[Page]) -> Path:
    """Write each page into a text file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(pages):
        (folder / f"page-{number:05}.txt").write_text(as_text(page), encoding="utf-8")
    return folder


def built(graph: Path, *sources: Path | str, **options: Any) -> BuildResult:  # noqa: ANN401 -- as BuildOptions takes them
    """Build without validation, unless asked for."""
    return build(list(sources), graph, BuildOptions(**{"validate": False, **options}))


def turtle(graph: Path) -> str:
    """Return ``graph.ttl`` of a graph directory."""
    return (graph / "graph.ttl").read_bytes().decode("utf-8")


def rows(graph: Path, query: str) -> list[dict[str, Any]]:
    """Return the answer of a graph directory to a query, by name or in SPARQL."""
    answer = KnowledgeGraph.open(graph).query(query)
    assert isinstance(answer, Solutions)
    return answer.to_dicts()
