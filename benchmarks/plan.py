"""The rows of the benchmark: what is run, ours and the peers', stage by stage."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from benchmarks.measuring import python
from benchmarks.workshop import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from benchmarks.workshop import Workshop

CHANGED: Final = 100
"""Records that differ where an incremental build is measured."""
_SLOW_PEER: Final = 20_000
"""Beyond so many records only we and the floor are measured: the others need more memory than there is, or an hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How many records each kind of stage is measured with."""

    records: tuple[int, ...]
    validated: tuple[int, ...]
    asked: int
    peers_asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Something to measure.

    Attributes
    ----------
    stage, name, records
        What it is called; `name` begins with ``kg`` where it is ours.
    command
        Makes the command, after what it needs has been made.
    once
        Whether one run is enough, because it is a peer that takes long.
    """

    stage: str
    name: str
    records: int
    command: Callable[[], list[str]]
    once: bool = False


def _start_up(shop: Workshop, _sizes: Sizes) -> Iterator[Row]:
    examples = str(ROOT / "examples" / "records.jsonl")

    def asked() -> list[str]:
        graph = shop.folder / "example"
        if not graph.exists():
            shop.prepare(shop.kg("build", examples, "--graph", str(graph), "-q"))
        return shop.kg("query", "cross-country-programmes", "--graph", str(graph))

    yield Row(stage="start-up", name="python", records=0, command=lambda: [python(), "-c", "pass"])
    for arguments in (("--help",), ("--version",), ("build", "--help")):
        yield Row(
            stage="start-up",
            name=f"kg {' '.join(arguments)}",
            records=0,
            command=partial(shop.kg, *arguments),
        )
    yield Row(stage="start-up", name="kg query", records=10, command=asked)


def _structured(shop: Workshop, sizes: Sizes) -> Iterator[Row]:
    for records in sizes.records:
        yield from _structured_of(shop, records)


def _structured_of(shop: Workshop, records: int) -> Iterator[Row]:
    def out(name: str) -> str:
        return str(shop.folder / f"{name}-{records}.out")

    def by_hand(peer: str, script: str, what: str, name: str) -> list[str]:
        return shop.peer(peer, script, what, shop.corpus(records), shop.known(), out(name))

    rows: list[tuple[str, Callable[[], list[str]], bool]] = [
        ("floor: parse", lambda: by_hand("floor", "floor.py", "parse", "parse"), False),
        ("floor: f-strings", lambda: by_hand("floor", "floor.py", "map", "floor"), False),
        ("floor: f-strings, 2 processes", lambda: by_hand("floor", "floor.py", "map2", "floor2"), False),
        ("kg", lambda: shop.piece("map_structured", shop.corpus(records), out("kg")), False),
        ("kg, 2 processes", lambda: shop.piece("map_structured_by_two", shop.corpus(records), out("kg2")), False),
    ]
    if records <= _SLOW_PEER:
        rows += [
            ("pyoxigraph", lambda: by_hand("pyoxigraph", "by_pyoxigraph.py", "map", "pyoxigraph"), False),
            ("rdflib", lambda: by_hand("rdflib", "by_rdflib.py", "map", "rdflib"), True),
            ("morph-kgc", lambda: _engine(shop, "morph-kgc", "by_morph_kgc.py", records, out("morph-kgc"), "2"), False),
            ("maplib", lambda: _engine(shop, "maplib", "by_maplib.py", records, out("maplib")), False),
            ("tarka-rdf", lambda: _engine(shop, "tarka-rdf", "by_tarka.py", records, out("tarka-rdf")), False),
        ]
    for name, command, once in rows:
        yield Row(stage="structured", name=name, records=records, command=command, once=once)


def _engine(shop: Workshop, peer: str, script: str, records: int, out: str, *more: str) -> list[str]:
    return shop.peer(peer, script, shop.tables(records) / "mapping.ttl", out, *more)


def _mapping(shop: Workshop, sizes: Sizes) -> Iterator[Row]:
    for records in sizes.records:
        yield Row(
            stage="linked",
            name="kg",
            records=records,
            command=partial(_linked, shop, records),
        )


def _linked(shop: Workshop, records: int) -> list[str]:
    return shop.piece("map_whole", shop.corpus(records), shop.fresh("linked.nq"))


def _building(shop: Workshop, sizes: Sizes) -> Iterator[Row]:
    for records in sizes.records:
        graph = shop.folder / f"built-{records}"

        def whole(*more: str, records: int = records) -> list[str]:
            target = shop.fresh(f"built-{records}{'-'.join(more)}")
            return shop.kg("build", str(shop.corpus(records)), "--graph", str(target), "--timings", *more)

        yield Row(
            stage="build", name="kg build --no-validate", records=records, command=partial(whole, "--no-validate")
        )
        yield Row(stage="build", name="kg build", records=records, command=whole)
        if records <= _SLOW_PEER:
            yield Row(
                stage="build",
                name="pyoxigraph bulk load of the same quads",
                records=records,
                command=partial(_loaded, shop, graph),
            )
        yield from _again(shop, records)


def _loaded(shop: Workshop, graph: Path) -> list[str]:
    return shop.peer("pyoxigraph", "by_pyoxigraph.py", "load", shop.quads(graph), "-", shop.fresh("loaded"))


def _again(shop: Workshop, records: int) -> Iterator[Row]:
    """Build what has been built: nothing changed, then a hundred records, then the same hundred back."""
    graph = str(shop.folder / f"built-{records}")

    def same() -> list[str]:
        return shop.kg("build", str(shop.corpus(records)), "--graph", graph, "--timings")

    turn = iter(range(1_000))

    def changed() -> list[str]:
        source = shop.corpus(records, revised=0 if next(turn) % 2 else CHANGED)
        return shop.kg("build", str(source), "--graph", graph, "--timings")

    yield Row(stage="incremental", name="kg build, nothing changed", records=records, command=same)
    yield Row(stage="incremental", name=f"kg build, {CHANGED} changed", records=records, command=changed)


def _turtle(shop: Workshop, sizes: Sizes) -> Iterator[Row]:
    for records in (each for each in sizes.records if each <= _SLOW_PEER):

        def export(records: int = records) -> list[str]:
            graph = shop.plain_graph(records)
            return shop.kg("export", "--graph", str(graph), "--to", str(shop.fresh(f"exported-{records}.ttl")))

        def peer(name: str, script: str, *more: str, records: int = records) -> list[str]:
            source = shop.triples(shop.plain_graph(records))
            return shop.peer(name, script, *more, source, *(["-"] if more else []), shop.fresh(f"{name}.ttl"))

        yield Row(stage="turtle", name="kg export", records=records, command=export)
        yield Row(
            stage="turtle",
            name="floor: sorted lines",
            records=records,
            command=partial(peer, "floor", "by_sorting.py"),
        )
        yield Row(
            stage="turtle",
            name="pyoxigraph, unsorted",
            records=records,
            command=partial(peer, "pyoxigraph", "by_pyoxigraph.py", "turtle"),
        )
        yield Row(
            stage="turtle",
            name="rdflib",
            records=records,
            command=partial(peer, "rdflib", "by_rdflib.py", "turtle"),
            once=True,
        )


def _validation(shop: Workshop, sizes: Sizes) -> Iterator[Row]:
    for records in sizes.validated:

        def data(records: int = records) -> str:
            return str(shop.triples(shop.plain_graph(records, violations=0.05)))

        def own(engine: str, data: Callable[[], str] = data) -> list[str]:
            return shop.kg("validate", data(), "--engine", engine, "--format", "json")

        def peer(name: str, data: Callable[[], str] = data) -> list[str]:
            return shop.peer(name, "by_shacl.py", name, data(), _shapes(shop))

        yield Row(stage="validate", name="kg validate", records=records, command=partial(own, "fast"))
        yield Row(
            stage="validate", name="kg, shapes alone", records=records, command=partial(_shapes_alone, shop, data)
        )
        if records <= max(sizes.validated[0], 5_000):
            for name in ("shacl", "pyshifty", "pyshacl-turbo", "pyshacl"):
                yield Row(
                    stage="validate",
                    name=name,
                    records=records,
                    command=partial(peer, name),
                    once=name.startswith("pyshacl"),
                )


def _shapes_alone(shop: Workshop, data: Callable[[], str]) -> list[str]:
    return shop.piece("shapes", data())


def _shapes(shop: Workshop) -> str:
    """Return all shapes in one file: Turtle files one after the other are Turtle."""
    file = shop.folder / "shapes.ttl"
    if not file.exists():
        texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "shapes").glob("*.ttl"))]
        file.write_text("\n".join(texts), encoding="utf-8")
    return str(file)


def _queries(shop: Workshop, sizes: Sizes) -> Iterator[Row]:
    yield Row(
        stage="queries",
        name="kg",
        records=sizes.asked,
        command=lambda: shop.piece("queries", shop.questions(sizes.asked), 3),
    )
    records = sizes.peers_asked

    def asked(name: str, engine: str) -> list[str]:
        graph = shop.questions(records)
        texts = shop.folder / f"questions-{records}.json"
        if not texts.exists():
            shop.prepare(shop.piece("texts", graph, texts))
        return shop.peer(name, "by_query.py", engine, shop.triples(graph), texts)

    if records != sizes.asked:
        yield Row(
            stage="queries",
            name="kg",
            records=records,
            command=lambda: shop.piece("queries", shop.questions(records), 3),
        )
    for name, engine in (("pyoxigraph", "pyoxigraph"), ("oxrdflib", "oxrdflib"), ("rdflib", "rdflib")):
        yield Row(
            stage="queries",
            name=f"{name}, in memory",
            records=records,
            command=partial(asked, name, engine),
            once=engine != "pyoxigraph",
        )


def _install(shop: Workshop, _sizes: Sizes) -> Iterator[Row]:
    script = (
        "import subprocess, sys, venv; venv.create(sys.argv[1], with_pip=True); "
        "subprocess.run([sys.argv[1] + '/bin/python', '-m', 'pip', 'install', '-q', '--no-cache-dir', sys.argv[2]], "
        "check=True, stderr=subprocess.DEVNULL)"
    )
    yield Row(
        stage="install",
        name="kg",
        records=0,
        command=lambda: [python(), "-c", script, str(shop.fresh("installed")), str(ROOT)],
        once=True,
    )


STAGES: Final[dict[str, Callable[[Workshop, Sizes], Iterator[Row]]]] = {
    "start-up": _start_up,
    "structured": _structured,
    "linked": _mapping,
    "build": _building,
    "turtle": _turtle,
    "validate": _validation,
    "queries": _queries,
    "install": _install,
}
