"""The commands as people type them: what they print, and what they exit with."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pages import lesson

if TYPE_CHECKING:
    from pathlib import Path

KG = [sys.executable, "-m", "kg"]


def run(*arguments: str, cwd: Path | None = None, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [*KG, *arguments], cwd=cwd, input=text, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a graph directory of one lesson in two countries."""
    folder = tmp_path_factory.mktemp("cli")
    page = lesson(
        countries=(("Chile", "Americas"), ("Mexico", "Americas")), context="It was jointly implemented by ILO and IOM."
    )
    (folder / "page.txt").write_text(page, encoding="utf-8")
    done = run("build", str(folder / "page.txt"), "--graph", str(folder / "graph"))
    assert done.returncode == 0, done.stderr
    return str(folder / "graph")


def test_build_ends_with_a_summary(tmp_path: Path) -> None:
    """People read how many records came in, and whether anything is wrong."""
    (tmp_path / "page.txt").write_text(lesson(), encoding="utf-8")

    done = run("build", "page.txt", "--graph", "g", cwd=tmp_path)

    assert done.returncode == 0
    assert "1 record read: 1 new" in done.stdout
    assert "validation: 0 violations" in done.stdout


def test_a_page_without_location_is_built_and_then_violates(tmp_path: Path) -> None:
    """The page is not refused; validation exits 1 and says what it lacks."""
    (tmp_path / "page.txt").write_text(lesson(countries=()), encoding="utf-8")
    run("build", "page.txt", "--graph", "g", "--no-validate", cwd=tmp_path)

    done = run("validate", "--graph", "g", cwd=tmp_path)

    assert done.returncode == 1
    assert "The evaluation has no country or region. Add the 'location' of the page." in done.stdout


@pytest.mark.parametrize(("lang", "words"), [("es", "location"), ("fr", "location")])
def test_validation_speaks_three_languages(tmp_path: Path, lang: str, words: str) -> None:
    """The report is in the language asked for."""
    (tmp_path / "page.txt").write_text(lesson(countries=()), encoding="utf-8")
    run("build", "page.txt", "--graph", "g", "--no-validate", cwd=tmp_path)

    done = run("validate", "--graph", "g", "--lang", lang, cwd=tmp_path)

    assert "The evaluation has" not in done.stdout
    assert words in done.stdout


def test_a_sound_graph_validates(graph: str) -> None:
    """Nothing wrong is exit code 0."""
    assert run("validate", "--graph", graph).returncode == 0


def test_a_missing_shapes_file_is_not_a_violation(graph: str) -> None:
    """A wrong call is told apart from wrong data."""
    done = run("validate", "--graph", graph, "--shapes", "nowhere.ttl")

    assert done.returncode in {2, 3}
    assert "nowhere.ttl" in done.stderr


def test_query_names_countries_and_bodies(graph: str) -> None:
    """The question of the project, from the command line."""
    done = run("query", "cross-country-programmes", "--graph", graph)

    assert done.returncode == 0
    for word in ("Chile", "Mexico", "ILO", "IOM", "Migration"):
        assert word in done.stdout


def test_options_may_stand_before_and_after(graph: str) -> None:
    """The order of the words does not matter."""
    before = run("query", "--graph", graph, "--format", "csv", "co-covered-countries")
    after = run("query", "co-covered-countries", "--format", "csv", "--graph", graph)

    assert before.stdout == after.stdout != ""


@pytest.mark.parametrize("format_", ["csv", "tsv", "json", "xml"])
def test_query_writes_the_standard_formats(graph: str, format_: str) -> None:
    """Programs read the answer."""
    done = run("query", "co-covered-countries", "--graph", graph, "--format", format_)

    assert done.returncode == 0
    assert "Chile" in done.stdout


@pytest.mark.parametrize(
    ("format_", "word"), [("turtle", "@base"), ("ntriples", "<https://kg.example/id/lesson/990001>")]
)
def test_query_writes_a_graph(graph: str, format_: str, word: str) -> None:
    """A CONSTRUCT is written as RDF."""
    done = run(
        "query",
        "-e",
        "CONSTRUCT { ?l a ev:LessonLearned } WHERE { ?l a ev:LessonLearned }",
        "--graph",
        graph,
        "--format",
        format_,
    )

    assert word in done.stdout


def test_an_empty_ask_is_no_error(graph: str) -> None:
    """No is an answer."""
    done = run("query", "-e", "ASK { ?s a ev:Nothing }", "--graph", graph)

    assert (done.returncode, done.stdout) == (0, "false\n")


def test_a_query_file_is_read(graph: str, tmp_path: Path) -> None:
    """A query may come from a file."""
    (tmp_path / "q.rq").write_text("SELECT (COUNT(*) AS ?n) { ?s a ev:LessonLearned }", encoding="utf-8")

    done = run("query", "-f", str(tmp_path / "q.rq"), "--graph", graph, "--format", "csv")

    assert done.stdout.split() == ["n", "1"]


def test_a_query_that_takes_too_long_is_stopped(example_directory: Path) -> None:
    """A time limit really stops the query."""
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"

    done = run("query", "-e", endless, "--timeout", "1", "--graph", str(example_directory))

    assert done.returncode == 3
    assert "took longer than 1 s" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["query", "no-such-query"], 2, "kg queries lists them"),
        (["query"], 2, "give one query"),
        (["query", "co-covered-countries", "--graph", "nowhere"], 3, "kg build SOURCE --graph nowhere"),
        (["build", "nowhere.txt"], 3, "nowhere.txt"),
        (["biuld"], 2, "Did you mean 'build'"),
        (["build", "x", "--base", "ftp://x.org/"], 2, "ftp://x.org/"),
        (["export", "--to", "graph.xyz"], 2, "--format"),
        (["view", "--to", "picture.bmp"], 2, ".svg"),
        (["query", "mentions-of", "-p", "organization"], 2, "-p theme=Migration"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_wrong_call_says_what_to_do(
    graph: str, arguments: list[str], code: int, message: str, tmp_path: Path
) -> None:
    """Exit code 2 or 3, a remedy, and never a traceback."""
    environment = [] if "--graph" in arguments or arguments[0] in {"build", "biuld"} else ["--graph", graph]

    done = run(*arguments, *environment, cwd=tmp_path)

    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_cannot_be_read_is_set_aside_and_the_rest_goes_on(tmp_path: Path) -> None:
    """One bad page does not stop the build, and its reason is told."""
    (tmp_path / "good.txt").write_text(lesson(), encoding="utf-8")
    (tmp_path / "bad.txt").write_text("404 Not Found", encoding="utf-8")

    done = run("build", ".", "--graph", "../g", cwd=tmp_path)

    assert done.returncode == 0
    assert "1 set aside" in done.stdout
    assert "bad.txt" in done.stdout


def test_strict_makes_what_was_set_aside_count(tmp_path: Path) -> None:
    """With --strict a refusal is exit code 1."""
    (tmp_path / "good.txt").write_text(lesson(), encoding="utf-8")
    (tmp_path / "bad.txt").write_text("404 Not Found", encoding="utf-8")

    assert run("build", "good.txt", "bad.txt", "--strict", "--graph", "g", cwd=tmp_path).returncode == 1


def test_records_may_come_from_standard_input(tmp_path: Path) -> None:
    """A pipe is a source."""
    done = run("build", "-", "--graph", "g", cwd=tmp_path, text=lesson())

    assert done.returncode == 0


def test_records_come_back(graph: str) -> None:
    """The page's keys and values, from the graph."""
    done = run("records", "--graph", graph)

    record = json.loads(done.stdout)
    assert record["location"] == [
        {"country": "Chile", "region": "Americas"},
        {"country": "Mexico", "region": "Americas"},
    ]


def test_building_twice_gives_the_same_turtle(tmp_path: Path) -> None:
    """Byte for byte, in another process and another folder."""
    (tmp_path / "page.txt").write_text(lesson(context="It was jointly implemented by ILO and IOM."), encoding="utf-8")
    for name in ("one", "two"):
        run("build", "page.txt", "--graph", name, "--no-validate", cwd=tmp_path)

    assert (tmp_path / "one" / "graph.ttl").read_bytes() == (tmp_path / "two" / "graph.ttl").read_bytes()


def test_settings_come_from_kg_toml(tmp_path: Path) -> None:
    """A base of one's own need not be typed each time."""
    (tmp_path / "kg.toml").write_text('[kg]\nbase = "https://data.example.org/"\ngraph = "mine"\n', encoding="utf-8")
    (tmp_path / "page.txt").write_text(lesson(), encoding="utf-8")

    run("build", "page.txt", "--no-validate", cwd=tmp_path)

    assert "@base <https://data.example.org/id/>" in (tmp_path / "mine" / "graph.ttl").read_text(encoding="utf-8")


def test_an_own_lexicon_links_words_that_ours_lacks(tmp_path: Path) -> None:
    """A user's organization is linked without touching code."""
    (tmp_path / "kg.toml").write_text(
        '[lexicon.organizations.acme]\nkind = "ngo"\nlabel = "Acme Relief"\n', encoding="utf-8"
    )
    (tmp_path / "page.txt").write_text(lesson(context="Acme Relief ran the workshops with care."), encoding="utf-8")

    done = run("build", "page.txt", "--graph", "g", cwd=tmp_path)

    found = run(
        "query", "-e", "SELECT ?o { ?l ev:mentionsOrganization ?o }", "--graph", "g", "--format", "csv", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr + done.stdout
    assert "acme" in found.stdout


@pytest.mark.parametrize("content", ["base = 1", "[kg]\ncolour = 'red'", "[kg", "[kg]\nbase = 3"])
def test_a_wrong_kg_toml_is_told(tmp_path: Path, content: str) -> None:
    """A setting that does nothing is not passed over."""
    (tmp_path / "kg.toml").write_text(content, encoding="utf-8")

    done = run("queries", cwd=tmp_path)

    assert done.returncode == 2
    assert "kg.toml" in done.stderr


def test_another_base_validates_too(tmp_path: Path) -> None:
    """Shapes, vocabularies and queries follow the base."""
    (tmp_path / "page.txt").write_text(lesson(), encoding="utf-8")
    run("build", "page.txt", "--graph", "g", "--base", "https://data.example.org/", "--no-validate", cwd=tmp_path)

    assert run("validate", "--graph", "g", cwd=tmp_path).returncode == 0
    assert (
        "Migration" in run("query", "findings-by-theme", "-p", "theme=Migration", "--graph", "g", cwd=tmp_path).stdout
    )


def test_help_is_quick_and_loads_little() -> None:
    """Help answers at once: nothing heavy is imported."""
    code = (
        "import sys; from kg.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted(set(sys.modules) & {'spacy', 'pyshacl', 'networkx', 'rdflib', 'pyoxigraph', 'starlette'}))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"


def test_a_closed_pipe_is_quiet(example_directory: Path) -> None:
    """``kg records | head`` ends without a message."""
    with subprocess.Popen(
        [*KG, "records", "--graph", str(example_directory)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()

    assert errors == b""


def test_no_file_is_written_outside_the_asked_folder(tmp_path: Path) -> None:
    """A build leaves its folder and its source alone, and nothing beside them."""
    (tmp_path / "page.txt").write_text(lesson(), encoding="utf-8")

    run("build", "page.txt", "--graph", "g", cwd=tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["g", "page.txt"]


def test_a_named_query_costs_little() -> None:
    """A guard against heavy imports in the query path: it must not load spaCy, rdflib or pyshacl."""
    code = (
        "import sys; import kg.knowledge_graph, kg.queries, kg.cli.table; "
        "print(sorted(set(sys.modules) & {'spacy', 'pyshacl', 'rdflib', 'networkx'}))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
