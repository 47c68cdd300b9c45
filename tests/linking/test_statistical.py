"""Names by a trained pipeline: suggestions beside what rules find, and nothing without being asked.

The pipeline is trained here, in a second, on six sentences.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import spacy
from linking_samples import shipped_linker
from spacy.training import Example
from thinc.api import fix_random_seed

import kg
from kg import KnowledgeGraph
from kg.config import OwnLexicon, load_settings
from kg.errors import ConfigError
from kg.linking.linker import Linker
from kg.linking.own import reference_with
from kg.linking.statistical import signature
from kg.reference import load_reference

if TYPE_CHECKING:
    from pathlib import Path

    from kg.linking.model import Links

SENTENCES: tuple[tuple[str, list[tuple[str, str]]], ...] = (
    ("La empresa Zafiro pagó los cursos en 2019.", [("Zafiro", "ORG"), ("2019", "DATE")]),
    ("La OIT y la empresa Zafiro firmaron con Marta Ruiz.", [("OIT", "ORG"), ("Zafiro", "ORG"), ("Marta Ruiz", "PER")]),
    ("En Quillagua trabaja la OIT desde 2018.", [("Quillagua", "LOC"), ("OIT", "ORG"), ("2018", "DATE")]),
    ("Marta Ruiz vive en Quillagua.", [("Marta Ruiz", "PER"), ("Quillagua", "LOC")]),
    ("Zafiro no respondió a la OIT.", [("Zafiro", "ORG"), ("OIT", "ORG")]),
    ("Los cursos no empezaron a tiempo.", []),
)
TEXT = "La empresa Zafiro pagó los cursos en 2019. La OIT y la empresa Zafiro firmaron con Marta Ruiz."

PAGE = json.dumps(
    {
        "url": "https://webapps.ilo.org/ievaldiscovery/lessons/980001",
        "eval_url": "https://webapps.ilo.org/ievaldiscovery/eval/9801",
        "eval_number": "9801",
        "eval_title": "Empleo juvenil - Evaluación final",
        "location": [{"region": "Americas", "country": "Chile"}],
        "theme": "Migration",
        "category": "Conditions of Work and Equality",
        "description": TEXT,
    }
)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the folder of a small Spanish pipeline that has learnt the sentences by heart."""
    fix_random_seed(5)
    nlp = spacy.blank("es", meta={"name": "tiny", "version": "1.2.0"})
    nlp.add_pipe("ner")
    examples = [
        Example.from_dict(
            nlp.make_doc(text),
            {"entities": [(text.index(words), text.index(words) + len(words), label) for words, label in names]},
        )
        for text, names in SENTENCES
    ]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(40):
        nlp.update(examples, sgd=optimizer)
    folder = tmp_path_factory.mktemp("model") / "tiny"
    nlp.to_disk(folder)
    return str(folder)


@pytest.fixture(scope="module")
def links(model: str) -> Links:
    """Return what is found in a Spanish and in a French field, with the model."""
    linker = Linker(load_reference(), models=[model])
    return linker.link(
        {"description": TEXT, "context": "La société Zafiro et l'OIT ont signé un accord avec les syndicats du pays."}
    )


def test_names_are_suggested_with_their_label(links: Links) -> None:
    """Words, label, model and low confidence; no target."""
    found = [(one.surface, one.label, one.method, one.confidence, one.target) for one in links.suggested]

    assert found == [("Zafiro", "ORG", "model:es_tiny-1.2.0", 0.3, None)] * 2


def test_offsets_lead_to_the_words(links: Links) -> None:
    """Offsets and sentence are those of the value as read."""
    second = links.suggested[1]

    assert TEXT[second.start : second.end] == "Zafiro"
    assert TEXT[second.sentence_start : second.sentence_end].startswith("La OIT y la empresa")


def test_rules_come_first(links: Links, model: str) -> None:
    """The OIT is what the rules say it is, with the model and without."""
    without = shipped_linker().link({"description": TEXT}).mentions

    assert tuple(one for one in links.mentions if one.field == "description") == without
    assert Linker(load_reference(), models=[model]).link({"description": "La OIT firmó con la OIT."}).suggested == ()


def test_what_a_rule_took_for_no_mention_is_no_suggestion(model: str) -> None:
    """The lexicon knows Zafiro and says never; a model does not overrule it."""
    own = OwnLexicon(labels={"organization/ilo": ("Zafiro",)}, policies={"Zafiro": "never"})
    linker = Linker(reference_with(own), policies=own.policies, models=[model])

    links = linker.link({"description": TEXT})

    assert [one.surface for one in links.mentions] == ["OIT"]
    assert links.suggested == ()


def test_local_bodies_come_first_too(model: str) -> None:
    """What is known by the form of its name is no suggestion any more."""
    text = "La Universidad Zafiro firmó un acuerdo con la empresa Zafiro."

    both = Linker(load_reference(), models=[model], local=True).link({"description": text})

    assert [one.surface for one in both.local] == ["Universidad Zafiro"]
    assert {one.start for one in both.suggested} <= {text.rindex("Zafiro")}


def test_persons_dates_and_other_languages_are_left_alone(links: Links) -> None:
    """The graph keeps no persons; a Spanish pipeline reads no French."""
    assert {one.label for one in links.suggested} == {"ORG"}
    assert {one.field for one in links.suggested} == {"description"}


def test_a_graph_tells_suggestions_apart(model: str, tmp_path: Path) -> None:
    """They have a class, a method and a query of their own, no meaning, and are valid; the open mentions stay clear."""
    (tmp_path / "page.json").write_text(PAGE, encoding="utf-8")

    result = kg.build([tmp_path / "page.json"], tmp_path / "graph", models=(model,))
    again = kg.build([tmp_path / "page.json"], tmp_path / "again", models=(model,), validate=False)

    graph = KnowledgeGraph.open(tmp_path / "graph")
    (row,) = graph.select("suggested-names").to_dicts()
    (evidence, _) = [each for each in graph.why("d:lesson/980001") if each.surface == "Zafiro"]
    meanings = graph.select("SELECT ?t { ?m a ev:StatisticalMention ; ev:refersTo ?t }").to_dicts()
    assert (row["surface"], row["labels"], row["mentions"], row["models"]) == ("Zafiro", "ORG", 2, "es_tiny-1.2.0")
    assert (evidence.method, evidence.target) == ("model:es_tiny-1.2.0", "")
    assert (meanings, graph.select("unlinked-mentions").to_dicts(), result.violations) == ([], [], 0)
    assert again.triples == result.triples
    assert (tmp_path / "again" / "graph.ttl").read_bytes() == (tmp_path / "graph" / "graph.ttl").read_bytes()


def test_another_model_makes_another_graph(model: str, tmp_path: Path) -> None:
    """A graph is done again when its models change, and the build says so."""
    (tmp_path / "page.json").write_text(PAGE, encoding="utf-8")
    kg.build([tmp_path / "page.json"], tmp_path / "graph", validate=False)

    result = kg.build([tmp_path / "page.json"], tmp_path / "graph", validate=False, models=(model,))

    assert result.changes[-1].endswith(f"the models that suggest names are now {signature(model)}")


def test_a_build_without_a_model_loads_no_spacy(tmp_path: Path) -> None:
    """Nobody pays for what is not asked for."""
    (tmp_path / "page.json").write_text(PAGE, encoding="utf-8")
    code = (
        "import sys, kg; kg.build(['page.json'], 'graph', validate=False); "
        "sys.exit('spacy' in sys.modules or 'kg.linking.statistical' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False).returncode == 0


def test_a_pipeline_that_is_not_there_is_told() -> None:
    """The reader learns what is missing before anything is read."""
    with pytest.raises(ConfigError, match="no spaCy pipeline called 'no_such_model' is installed"):
        Linker(load_reference(), models=["no_such_model"])


def test_a_pipeline_without_names_is_told(tmp_path: Path) -> None:
    """A blank pipeline would suggest nothing, and nobody would know why."""
    spacy.blank("es").to_disk(tmp_path / "blank")

    with pytest.raises(ConfigError, match="finds no names: it has only a tokenizer"):
        Linker(load_reference(), models=[str(tmp_path / "blank")])


def test_a_folder_that_is_no_pipeline_is_told(tmp_path: Path) -> None:
    """The message is one line of spaCy's, and where to look."""
    with pytest.raises(ConfigError, match="cannot be loaded"):
        Linker(load_reference(), models=[str(tmp_path)])


def test_a_placeholder_is_refused_and_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of version 999.9.9 that occupies the name of a model is never imported."""
    (tmp_path / "en_core_web_huge-999.9.9.dist-info").mkdir()
    (tmp_path / "en_core_web_huge-999.9.9.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: en_core_web_huge\nVersion: 999.9.9\n", encoding="utf-8"
    )
    (tmp_path / "en_core_web_huge.py").write_text("raise SystemExit('it was run')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(ConfigError, match=r"placeholder that occupies the name"):
        Linker(load_reference(), models=["en_core_web_huge"])


def test_models_are_named_in_the_file(tmp_path: Path) -> None:
    """One or several, in ``kg.toml``."""
    (tmp_path / "kg.toml").write_text('[kg]\nmodels = "fr_core_news_sm"\n', encoding="utf-8")

    assert load_settings(tmp_path).models == ("fr_core_news_sm",)
