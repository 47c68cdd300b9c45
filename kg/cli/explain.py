"""``kg explain``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.pipeline.explain import Explanation, Span

_COLOURS: Final = {
    "mapped": "green",
    "empty": "bright_black",
    "frame": "bright_black",
    "key": "bright_black",
    "unknown": "yellow",
    "set aside": "red",
    "not accounted for": "red",
}
_WIDTH: Final = 60


@click.command("explain")
@click.argument("sources", metavar="FILE...", nargs=-1, required=True)
@click.option("--format", "format_", metavar="F", help="Format of every file: text, html, json, jsonl, csv, tsv, xlsx.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a document.")
def explain_command(sources: tuple[str, ...], *, format_: str | None, as_json: bool) -> int:
    """Show how each part of a source is read: what is mapped and to what, empty, unknown or set aside.

    A second way through the file counts what there was to read; the share says how much of it is
    accounted for, and exit code 1 that something is not.

    \b
    kg explain lesson-242853.txt
    kg explain --json records.csv
    """
    from kg.pipeline.explain import explain

    is_whole = True
    for explanation in explain(sources, format_):
        is_whole = is_whole and not explanation.missing_characters
        if as_json:
            click.echo(json.dumps(explanation.to_json(), ensure_ascii=False))
        else:
            click.echo("\n".join(_lines(explanation)))
    return int(not is_whole)


def _lines(explanation: Explanation) -> Iterator[str]:
    records = ", ".join(explanation.records[:3]) + (" ..." if len(explanation.records) > 3 else "")  # noqa: PLR2004
    read_as = explanation.format or "not read"
    yield click.style(_plain(explanation.file), bold=True) + f": {read_as}; {records or 'no record'}"
    yield from map(_span_line, explanation.spans)
    for notice in explanation.notices:
        yield "  " + click.style(f"note: {_plain(notice)}", fg="yellow")
    if explanation.characters:
        percent = "100 %" if not explanation.missing_characters else f"{min(explanation.share, 0.9999):.2%}"
        yield f"  {percent} of {explanation.characters:,} characters accounted for"
    if explanation.missing:
        yield "  " + click.style(f"not accounted for: {' '.join(map(_plain, explanation.missing))}", fg="red")


def _span_line(span: Span) -> str:
    line = str(span.line) if span.line else ""
    text = _plain(span.text)
    shown = text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"
    kind = click.style(f"{span.kind:<9}", fg=_COLOURS[span.kind])
    return f"  {line:>6}  {kind}  {_plain(span.key):<22}  {_plain(span.goes_to):<24}  {shown}".rstrip()


def _plain(text: str) -> str:
    """Return one line that cannot steer a terminal."""
    return "".join(character if character.isprintable() else "\ufffd" for character in " ".join(text.split()))
