"""The floor: the plain script. ``floor.py parse|map|map2 CORPUS KNOWN OUT``; JSON by orjson, N-Triples by f-strings."""

# mypy: disable-error-code="import-not-found, import-untyped"
# What a peer imports is in its own environment, not in ours.

from __future__ import annotations

import json
import multiprocessing
import re
import sys
import time
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
from plain import BLOCKS, CODES, PROSE, Known, load_known

_SPECIAL = re.compile(r'["\\\x00-\x1f\x7f]').search
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {
    ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t", 8: "\\b", 12: "\\f",
}  # fmt: skip
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_EV = "https://kg.example/def#"
_ID = "https://kg.example/id/"
_PAGE = "<http://xmlns.com/foaf/0.1/isPrimaryTopicOf>"
_DC = "http://purl.org/dc/terms/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_CHUNK = 500
_tools: list[Known] = []


def lines(page: dict[str, Any], known: Known) -> str:  # noqa: C901, PLR0912 -- calls would cost time
    """Return the lines of one page."""
    number = page["eval_number"]
    e = f"<{_ID}evaluation/{number}>"
    out = [f'{e} {_TYPE} <{_EV}Evaluation> .\n{e} <{_EV}evaluationNumber> "{number}" .\n']
    add = out.append
    if title := page.get("eval_title"):
        add(f'{e} <{_DC}title> "{title.translate(_ESCAPES) if _SPECIAL(title) else title}"@en .\n')
    add(f"{e} {_PAGE} <{page['eval_url']}> .\n")
    countries, regions = known["country"], known["region"]
    for place in page["location"]:
        if country := countries.get(place["country"]):
            add(f"{e} <{_EV}coversCountry> <{_ID}country/{country}> .\n")
        for name in (place["region"], place["country"]):
            if region := regions.get(name):
                add(f"{e} <{_EV}coversRegion> <{_ID}region/{region}> .\n")
    for name in BLOCKS:
        if name in page:
            break
    kind, class_ = BLOCKS[name]
    block = page[name]
    url = block["url"]
    identifier = url.rpartition("/")[2]
    f = f"<{_ID}{kind}/{identifier}>"
    add(
        f'{e} <{_EV}hasFinding> {f} .\n{f} {_TYPE} <{_EV}{class_}> .\n{f} <{_DC}identifier> "{identifier}" .\n'
        f"{f} <{_EV}findingOf> {e} .\n{f} {_PAGE} <{url}> .\n"
    )
    for pair in block["themes"]:
        add(_themes(f, pair["theme"], pair["category"], known))
    empty = known["empty"]
    for key, value in block.items():
        if key in PROSE:
            if len(value) > 16 or value.rstrip(".").casefold() not in empty:  # noqa: PLR2004 -- no empty is longer
                add(f'{f} <{_EV}{PROSE[key]}> "{value.translate(_ESCAPES) if _SPECIAL(value) else value}"@en .\n')
        elif key in CODES:
            property_, scheme = CODES[key]
            add(f"{f} <{_EV}{property_}> <{_ID}code/{scheme}/{known[scheme][value]}> .\n")
    if code := block.get("admin_units"):
        unit = f"<{_ID}unit/{known['unit'][code]}>"
        add(
            f"{f} <{_EV}adminUnit> {unit} .\n{unit} {_TYPE} <http://www.w3.org/ns/org#OrganizationalUnit> .\n"
            f'{unit} <{_SKOS}notation> "{code}" .\n'
            f"{unit} <http://www.w3.org/ns/org#unitOf> <{_ID}organization/ilo> .\n"
        )
    if date := block.get("date"):
        add(f'{f} <{_EV}responseDate> "{date[:10]}"^^<http://www.w3.org/2001/XMLSchema#date> .\n')
    return "".join(out)


def _themes(finding: str, theme: str, category: str, known: Known) -> str:
    if theme in known["category"] and theme not in known["theme"]:
        theme, category = category, theme
    said = []
    for label, scheme, class_ in ((theme, "theme", "Theme"), (category, "category", "ThemeCategory")):
        if label not in known[scheme]:
            c = f"<{known['local'][f'{scheme}/{label}']}>"
            said.append(
                f"{c} {_TYPE} <{_EV}{class_}> .\n{c} {_TYPE} <{_SKOS}Concept> .\n"
                f'{c} <{_SKOS}prefLabel> "{label}"@en .\n{c} <{_SKOS}inScheme> <{_ID}scheme/local-{scheme}> .\n'
            )
    t = known["theme"].get(theme) or known["local"][f"theme/{theme}"]
    c = known["category"].get(category) or known["local"][f"category/{category}"]
    said.append(f"{finding} <{_EV}hasTheme> <{t}> .\n<{t}> <{_EV}inCategory> <{c}> .\n")
    return "".join(said)


def _open(known: str) -> None:
    _tools[:] = [load_known(known)]


def _chunk(rows: list[bytes]) -> bytes:
    (known,) = _tools
    return "".join([lines(orjson.loads(row), known) for row in rows]).encode()


def main(what: str, corpus: str, known: str, out: str) -> None:
    """Do one of the three, and say how many triples came and when the first did."""
    start = time.perf_counter()
    count, first = 0, 0.0
    with Path(corpus).open("rb", buffering=1 << 20) as rows, Path(out).open("wb", buffering=1 << 20) as file:
        if what == "parse":
            for row in rows:
                orjson.loads(row)
        elif what == "map":
            _open(known)
            for row in rows:
                text = lines(orjson.loads(row), _tools[0])
                count += text.count(" .\n")
                file.write(text.encode())
                first = first or time.perf_counter() - start
        else:
            chunks = iter(lambda: list(islice(rows, _CHUNK)), [])
            with multiprocessing.Pool(2, _open, (known,)) as pool:
                for data in pool.imap(_chunk, chunks):
                    count += data.count(b" .\n")
                    file.write(data)
                    first = first or time.perf_counter() - start
    print(json.dumps({"triples": count, "first": round(first, 4)}))  # noqa: T201 -- how a worker answers


if __name__ == "__main__":
    main(*sys.argv[1:])
