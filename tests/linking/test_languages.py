"""Languages: more than sixty sentences of our own, some without accents, some short."""

from __future__ import annotations

from importlib import import_module

import pytest
from linking_samples import shipped_linker

from kg.linking.languages import LANGUAGES, identify
from kg.linking.tables import FOLDER, read_table

SENTENCES = {
    "es": (
        "La coordinación entre agencias mejoró cuando se acordó un calendario común.",
        "Los gobiernos locales no contaban con personal suficiente para dar seguimiento.",
        "Se formaron doscientas trabajadoras del hogar en tres municipios.",
        "El diálogo social requiere confianza y tiempo.",
        "Las personas migrantes siguen enfrentando barreras para acceder a un empleo formal.",
        "Conviene prever recursos para la sostenibilidad desde el diseño.",
        "Ningún actor tripartito asumió la continuidad de las mesas.",
        "Hubo retrasos en la contratación de consultores.",
        "Fortalecer capacidades locales",
        "Falta de datos desagregados por sexo",
        "Sin embargo, el presupuesto fue insuficiente.",
        "Ambas ciudades compartieron buenas prácticas.",
        "La leccion se aplica a proyectos con varios paises y poca duracion.",
        "El comite no se reunio durante la pandemia.",
        "Las mesas tecnicas dieron buenos resultados en la region.",
        "Participacion activa de los sindicatos",
        "Ver la respuesta anterior.",
    ),
    "en": (
        "Regular meetings with constituents kept the project on track.",
        "The training was well received by factory managers and workers alike.",
        "Delays in recruitment reduced the time left for implementation.",
        "Partners should agree on roles before activities begin.",
        "There was no baseline survey, which made it hard to measure change.",
        "Local ownership grew once the ministry chaired the committee.",
        "Women entrepreneurs asked for child care during the sessions.",
        "It takes longer than one year to change attitudes.",
        "Need for stronger follow-up",
        "Lack of reliable labour statistics",
        "However, funds were released too late.",
        "The tools can be used elsewhere with small changes.",
        "Employers valued the advice given on safety and health.",
        "A clear exit strategy was missing from the start.",
        "Capacity building of labour inspectors",
        "Young people want jobs, not only courses.",
        "Completed in the second quarter.",
    ),
    "fr": (
        "La participation des mandants a été déterminante pour la réussite du projet.",
        "Les délais de recrutement ont retardé le démarrage des activités.",
        "Il faudrait prévoir une stratégie de sortie dès la conception.",
        "Les jeunes ont besoin d’un accompagnement après la formation.",
        "Le comité de pilotage ne s’est réuni qu’une seule fois.",
        "Aucune donnée de référence n’était disponible au début.",
        "Les femmes rurales ont créé des coopératives dans deux régions.",
        "Le dialogue social demande du temps et de la confiance.",
        "Renforcement des capacités des inspecteurs du travail",
        "Manque de suivi",
        "Cependant, les fonds sont arrivés trop tard.",
        "Cette leçon vaut pour les projets de courte durée.",
        "Lequipe du projet a du revoir son plan de travail.",
        "La mise en uvre a ete retardee par la crise sanitaire.",
        "Les resultats ne sont pas encore visibles sur le terrain.",
        "Voir la réponse précédente.",
        "Mieux associer les partenaires sociaux",
    ),
    "pt": (
        "A coordenação entre as agências melhorou com um calendário comum.",
        "Os governos locais não tinham pessoal suficiente para o acompanhamento.",
        "As trabalhadoras domésticas receberam formação em três municípios.",
        "O diálogo social exige tempo e confiança.",
        "As pessoas migrantes ainda enfrentam barreiras no acesso ao emprego formal.",
        "É preciso prever recursos para a sustentabilidade desde o início.",
        "Houve atrasos na contratação de consultores.",
        "O comitê não se reuniu durante a pandemia.",
        "Fortalecimento das capacidades locais",
        "Falta de dados desagregados por sexo e idade",
        "No entanto, o orçamento foi insuficiente.",
        "As duas cidades trocaram boas práticas.",
        "A licao aplica-se a projetos com varios paises e pouca duracao.",
        "Nao houve reuniao do comite de gestao no ultimo ano.",
        "Os jovens querem empregos, não apenas cursos.",
        "Participação ativa dos sindicatos",
        "Ver a resposta anterior.",
    ),
}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        pytest.param(language, sentence, id=f"{language}-{number}")
        for language, sentences in SENTENCES.items()
        for number, sentence in enumerate(sentences, start=1)
    ],
)
def test_language_of_a_sentence(language: str, sentence: str) -> None:
    """The sentence is known for what it is, accents or not."""
    assert identify(sentence)[0] == language


def test_long_text_is_surer_than_a_short_one() -> None:
    """The probability grows with what speaks for it."""
    short, long = SENTENCES["pt"][9], " ".join(SENTENCES["pt"])

    assert 0.25 < identify(short)[1] < identify(long)[1] <= 0.99


def test_text_without_a_sign_is_english_and_unsure() -> None:
    """Figures and names tell no language."""
    assert identify("1234 -- 56 %") == ("en", 0.25)


def test_short_field_takes_the_language_of_the_record() -> None:
    """Fields under four words are not asked."""
    links = shipped_linker().link({"success": "Muy bueno", "description": SENTENCES["es"][0]})

    assert [(one.field, one.language) for one in links.fields] == [("success", "es"), ("description", "es")]


def test_title_does_not_decide_the_language_of_the_record() -> None:
    """French prose under an English type of evaluation is French, and so is the title's own part."""
    links = shipped_linker().link(
        {
            "description": SENTENCES["fr"][0],
            "eval_title": "Projet d’appui à la promotion du travail décent des jeunes - Final Evaluation",
        }
    )

    assert (links.language, links.fields[1].language) == ("fr", "fr")


def test_mixed_record_keeps_the_language_of_each_field() -> None:
    """The majority is weighed by length; the other field stays what it is."""
    links = shipped_linker().link({"context": " ".join(SENTENCES["en"]), "description": SENTENCES["es"][4]})

    assert (links.language, [one.language for one in links.fields]) == ("en", ["en", "es"])


def test_words_are_the_stop_words_of_spacy() -> None:
    """The table that ships says what spaCy's lists say."""
    shipped = {
        row["word"]: set(row.several("languages", ","))
        for row in read_table(FOLDER / "words.tsv", ("word", "languages"))
    }
    listed: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for word in import_module(f"spacy.lang.{language}.stop_words").STOP_WORDS:
            if word.strip().lower().isalpha():
                listed.setdefault(word.strip().lower(), set()).add(language)

    assert shipped == listed
