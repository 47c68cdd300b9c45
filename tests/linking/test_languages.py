"""Languages: more than sixty sentences of our own, some without accents, some short."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from linking_samples import shipped_linker

from benchmarks.linking.labelled import load_labelled
from kg.linking.fields import languages_of_fields
from kg.linking.languages import LANGUAGES, identify
from kg.linking.tables import FOLDER, read_table
from kg.reference import load_reference

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.linking.labelled import Part

PARTS: tuple[Part, ...] = ("tune", "report", "local-tune", "local-report")

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


@pytest.mark.parametrize("text", ["1234 -- 56 %", "OIT, OIM, ACNUR, PNUD", "ILO/UNICEF/UNHCR (MPTF) 2019-2021", ""])
def test_text_without_a_sign_tells_nothing(text: str) -> None:
    """Figures, names and acronyms are of no language."""
    assert identify(text) == ("und", 0.0)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("La participació dels sindicats va ser molt important per al projecte.", id="Catalan"),
        pytest.param("I governi locali non avevano personale sufficiente per il monitoraggio.", id="Italian"),
        pytest.param("Die Gewerkschaften haben sich sehr für das Projekt eingesetzt.", id="German"),
        pytest.param("De vakbonden hebben veel gedaan voor het project en de migranten.", id="Dutch"),
        pytest.param("Participarea sindicatelor a fost foarte importantă pentru proiect.", id="Romanian"),
        pytest.param("Partisipasi serikat pekerja sangat penting bagi proyek di daerah ini.", id="Indonesian"),
        pytest.param("Sự tham gia của công đoàn rất quan trọng đối với dự án.", id="Vietnamese"),
        pytest.param("Ushiriki wa vyama vya wafanyakazi ulikuwa muhimu sana kwa mradi.", id="Swahili"),
        pytest.param("Sendikaların katılımı proje ve göçmen işçiler için çok önemliydi.", id="Turkish"),
        pytest.param("Patisipasyon sendika yo te trè enpòtan pou pwojè a ak pou travayè yo.", id="Haitian"),
        pytest.param("كانت مشاركة النقابات العمالية مهمة جدا للمشروع", id="Arabic"),
        pytest.param("Участие профсоюзов было очень важным для проекта.", id="Russian"),
        pytest.param("工会的参与对该项目和移民工人非常重要。", id="Chinese"),
    ],
)
def test_text_in_another_language_is_undetermined(text: str) -> None:
    """No wrong tag: what is in none of the four is none of the four, and that is sure."""
    language, probability = identify(text)

    assert language == "und"
    assert probability > 0.5


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "EL COMITÉ NO SE REUNIÓ DURANTE LA PANDEMIA"),
        ("es", "LOS GOBIERNOS LOCALES NO TENIAN PERSONAL SUFICIENTE"),
        ("en", "THE COMMITTEE DID NOT MEET DURING THE PANDEMIC"),
        ("fr", "LE COMITE NE S'EST PAS REUNI PENDANT LA PANDEMIE"),
        ("pt", "OS GOVERNOS LOCAIS NAO TINHAM PESSOAL SUFICIENTE"),
    ],
)
def test_capitals_do_not_matter(language: str, text: str) -> None:
    """A text in capitals, accents or not, is told like any other."""
    assert identify(text)[0] == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "El proyecto contribuyó a la formalización del empleo rural."),
        ("pt", "O projeto contribuiu para a formalização do emprego rural."),
        ("es", "Programa nacional de trabajo decente"),
        ("pt", "Programa nacional de trabalho decente"),
        ("es", "La formación de los inspectores continúa en las provincias"),
        ("pt", "A formação dos inspetores continua nas províncias"),
        ("es", "Como dijo una participante: “the training was great”, el curso fue útil para todas."),
        ("en", "Market women said “nous n'avons pas de place”, and got stalls."),
        ("es", 'Como "we were never asked before", dijeron las lideresas del barrio.'),
        ("es", "“Nadie nos había preguntado antes”"),
        ("en", "As one mother put it, “no tenemos con quién dejarlos”, and so child care came first."),
        ("fr", "Le projet « Trabajo digno » a surtout aidé les femmes des zones rurales."),
    ],
)
def test_neighbours_and_quotes_are_told_apart(language: str, text: str) -> None:
    """Spanish and Portuguese twins, and a text that quotes another language, are what they are."""
    assert identify(text)[0] == language


def test_labelled_prose_is_never_undetermined() -> None:
    """No field of all our labelled prose is taken for another language, and none for a wrong one of the four."""
    for part in PARTS:
        for record in load_labelled(part, load_reference()):
            told, _ = languages_of_fields(record.fields)
            assert {one.field: one.language for one in told} == record.languages, record.name


def test_a_field_of_acronyms_takes_the_language_of_the_record() -> None:
    """It has words enough, but none tells."""
    links = shipped_linker().link({"comments": "OIT, OIM, ACNUR, PNUD, UNICEF", "description": SENTENCES["es"][0]})

    assert [one.language for one in links.fields] == ["es", "es"]


def test_short_fields_tell_the_language_together() -> None:
    """A record of short fields only, such as an evaluation alone, is told by all its words."""
    _, language = languages_of_fields({"success": "Muy bueno", "comments": "los sindicatos"})

    assert language == "es"


def test_a_record_that_tells_nothing_is_english_unless_said() -> None:
    """The probability is 0, so nobody is deceived."""
    languages, language = languages_of_fields({"comments": "OIT"})

    assert (language, languages[0].probability) == ("en", 0.0)
    assert languages_of_fields({"comments": "OIT"}, otherwise="fr")[1] == "fr"


def test_another_language_does_not_vote() -> None:
    """An Italian field keeps its own tag; the record is what the rest of it is."""
    languages, language = languages_of_fields(
        {
            "description": "I governi locali non avevano personale sufficiente per il monitoraggio dei progetti. " * 3,
            "context": SENTENCES["fr"][0],
            "success": "Oui",
        }
    )

    assert (language, [one.language for one in languages]) == ("fr", ["und", "fr", "fr"])


def test_a_record_in_another_language_has_none_of_the_four() -> None:
    """Names are found in it all the same."""
    links = shipped_linker().link({"description": "I governi locali non avevano personale per il piano della FAO."})

    assert links.language == "und"
    assert [one.target for one in links.mentions] == ["organization/fao"]


def test_the_tag_does_not_hang_on_order_or_space() -> None:
    """The same fields in another order, with other blanks and line ends, have the same languages."""
    fields = {"context": " ".join(SENTENCES["en"]), "description": SENTENCES["es"][4], "success": "Muy bueno"}
    turned = {key: value.replace(" ", "\u00a0\r\n ") for key, value in reversed(fields.items())}

    one, other = languages_of_fields(fields), languages_of_fields(turned)

    assert sorted((f.field, f.language) for f in one[0]) == sorted((f.field, f.language) for f in other[0])
    assert one[1] == other[1]


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
    """The tables that ship say what spaCy's lists say."""
    assert shipped_words("words.tsv") == words_of_spacy(LANGUAGES)
    others = shipped_words("others.tsv")
    languages = sorted(set().union(*others.values()) - {"sw", "ht"})
    ours = {word: own for word, found in others.items() if (own := found - {"sw", "ht"})}
    assert ours == words_of_spacy(languages)


def shipped_words(table: str) -> dict[str, set[str]]:
    """Return the languages of each word of a table."""
    return {
        row["word"]: set(row.several("languages", ",")) for row in read_table(FOLDER / table, ("word", "languages"))
    }


def words_of_spacy(languages: Iterable[str]) -> dict[str, set[str]]:
    """Return the stop words of spaCy with their languages."""
    listed: dict[str, set[str]] = {}
    for language in languages:
        for word in import_module(f"spacy.lang.{language}.stop_words").STOP_WORDS:
            if word.strip().lower().isalpha():
                listed.setdefault(word.strip().lower(), set()).add(language)
    return listed
