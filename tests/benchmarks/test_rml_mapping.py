"""What a record states, mapped three ways: by `kg`, by a plain reading of the published mapping, by an RML engine."""

from __future__ import annotations

import csv
import re
import subprocess
from pathlib import Path

import pytest
import rdflib
from rdflib.compare import graph_diff, isomorphic

from benchmarks.corpus import CorpusOptions, write_corpus
from benchmarks.environments import PEERS, PeerMissing, default_folder, interpreter
from benchmarks.rml.__main__ import PUBLISHED
from benchmarks.rml.interpreter import graph_of_tables
from benchmarks.rml.mapping import rml_mapping
from benchmarks.rml.rows import write_tables
from kg.linking.linker import Linker
from kg.mapping import map_record
from kg.mapping.properties import CODES, PROSE
from kg.mapping.statements import prose_fields
from kg.pipeline.reading import read_records
from kg.records import Record
from kg.reference import load_reference

NASTY = CorpusOptions(hostile=0.3, bad=0.05, violations=0.1)
MORPH = Path(__file__).resolve().parents[2] / "benchmarks" / "peers" / "by_morph_kgc.py"


def _mapped(folder: Path, records: int, options: CorpusOptions = NASTY) -> rdflib.Graph:
    """Write the tables of a corpus into `folder`; return the graph that `kg` makes of the same records."""
    reference = load_reference()
    linker = Linker(reference)
    write_corpus(folder / "corpus.jsonl", records, options=options)
    lines: list[str] = []
    rows = []
    for record in read_records([str(folder / "corpus.jsonl")]):
        if isinstance(record, Record):
            links = linker.link(dict(prose_fields(record)))
            told = {each.field: each.language for each in links.fields}
            rows.append((record, {name: told.get(name, links.language) for name, _ in prose_fields(record)}))
            lines += [f"{' '.join(triple)} .\n" for triple in map_record(record, links, reference)[0]]
    write_tables(rows, reference, folder)
    own = [line for line in lines if not re.search(r"/id/field/|def#sourceField>", line)]
    return rdflib.Graph().parse(data="".join(own), format="nt")


def _assert_same(got: rdflib.Graph, want: rdflib.Graph) -> None:
    if not isomorphic(got, want):
        _, extra, missing = graph_diff(got, want)
        pytest.fail(f"missing: {missing.serialize(format='nt')[:2000]}\nextra: {extra.serialize(format='nt')[:2000]}")


def test_the_published_mapping_is_the_one_of_the_tables() -> None:
    """``python -m benchmarks.rml`` has been run."""
    assert PUBLISHED.read_text(encoding="utf-8") == rml_mapping()


def test_the_published_mapping_speaks_of_every_key_that_kg_maps() -> None:
    """A key added to the table of properties is in the mapping too."""
    sources = set(re.findall(r'rml:source "(\w+)\.csv"', PUBLISHED.read_text(encoding="utf-8")))

    assert sources >= {*PROSE, *CODES}


def test_kg_says_what_the_declared_mapping_says(tmp_path: Path) -> None:
    """Hostile records too: the code and the declared mapping agree on every triple."""
    want = _mapped(tmp_path, 120)

    _assert_same(graph_of_tables(tmp_path), want)


@pytest.mark.slow
def test_an_rml_engine_says_what_kg_says(tmp_path: Path) -> None:
    """morph-kgc runs the mapping; it is no dependency, so it needs its own environment.

    It passes over ``rml:languageMap`` without a word (2.10), so it is run once a language, on the rows of that one.
    """
    try:
        python = interpreter(PEERS["morph-kgc"], default_folder(), install=False)
    except PeerMissing as missing:
        pytest.skip(f"morph-kgc: {missing}")
    want = _mapped(tmp_path, 200)

    got = rdflib.Graph()
    for language in ("en", "es", "fr", "pt"):
        folder = _rows_of_language(tmp_path, language)
        mapping = folder / "mapping.ttl"
        mapping.write_text(rml_mapping(f"{folder}/", language=language), encoding="utf-8")
        subprocess.run([str(python), str(MORPH), str(mapping), str(folder / "out.nt"), "1"], check=True)
        got.parse(folder / "out.nt", format="nt")

    _assert_same(got, want)


def _rows_of_language(tables: Path, language: str) -> Path:
    """Copy the tables, of those that tell a language only the rows in this one."""
    folder = tables / language
    folder.mkdir()
    for file in tables.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as lines, (folder / file.name).open("w", newline="") as copy:
            rows = list(csv.reader(lines))
            place = rows[0].index("language") if "language" in rows[0] else -1
            csv.writer(copy).writerows([rows[0], *(row for row in rows[1:] if place < 0 or row[place] == language)])
    return folder
