"""A result leads its reader to the records, their pages and their files."""

from __future__ import annotations

import pytest
from report_graphs import PAGE_WITHOUT_LOCATION, graph_of

from kg.validation.context import Context, contexts
from kg.validation.model import Report, Result

LESSON_PAGE = "https://webapps.ilo.org/ievaldiscovery/lessons/242853"
MORE = """
<id/evaluation/3642> ev:coversCountry <id/country/CL> ; ev:hasMention <id/mention/evaluation/3642/eval_title/0-2> .
<id/mention/evaluation/3642/eval_title/0-2> a ev:Mention ; ev:surface "In" .
<id/country/CL> a ev:Country ; skos:prefLabel "Chile"@en , "Chili"@fr .
<id/country/MX> a ev:Country ; skos:prefLabel "México"@es .
<id/lesson/242853> ev:hasMention <id/mention/lesson/242853/comments/3-6> ;
    ev:mentionsOrganization <id/organization/ilo> ; ev:mentionsPlace <id/country/MX> .
<id/mention/lesson/242853/comments/3-6> a ev:Mention ; ev:surface "OIT" ;
    ev:candidate <id/mention/lesson/242853/comments/3-6/candidate/ilo> .
<id/mention/lesson/242853/comments/3-6/candidate/ilo> a ev:Candidate .
<id/organization/ilo> a ev:Organization ; skos:prefLabel "International Labour Organization"@en .
<id/programme/eval-3642> ev:participation <id/participation/eval-3642/ilo/donor> .
<id/participation/eval-3642/ilo/donor> a ev:Participation .
<id/lesson/9> a ev:LessonLearned ; foaf:isPrimaryTopicOf <https://webapps.ilo.org/ievaldiscovery/lessons/9> .
<id/evaluation/77> a ev:Evaluation ; ev:evaluationNumber "77" ; ev:evaluates <id/programme/eval-77> ;
    foaf:isPrimaryTopicOf <https://webapps.ilo.org/ievaldiscovery/eval/77> .
<id/programme/eval-77> a ev:Programme .
"""


def context_of(path: str) -> Context:
    """Return the context of one thing of the small graph."""
    iri = f"https://kg.example/id/{path}"
    result = Result(focus_node=iri, path="", value=None, component="x:c", severity="Info", shape="x:s", messages={})
    return contexts(graph_of(PAGE_WITHOUT_LOCATION + MORE), Report.in_order([result], 1))[iri]


@pytest.mark.parametrize(
    "path",
    [
        "lesson/242853",
        "evaluation/3642",
        "programme/eval-3642",
        "mention/lesson/242853/comments/3-6",
        "mention/lesson/242853/comments/3-6/candidate/ilo",
        "mention/evaluation/3642/eval_title/0-2",
        "participation/eval-3642/ilo/donor",
        "theme/migration",
        "category/conditions-of-work-and-equality",
        "country/CL",
        "country/MX",
        "organization/ilo",
    ],
)
def test_each_thing_leads_to_the_record_that_speaks_of_it(path: str) -> None:
    """Whatever the shape looked at, the reader gets the lesson, its page and its file, and no other lesson."""
    context = context_of(path)

    assert [(record.kind, record.name) for record in context.records] == [("lesson", "242853")]
    assert context.pages == (LESSON_PAGE,)
    assert context.sources == ("lesson-242853.txt",)


def test_a_programme_without_findings_leads_to_its_evaluations() -> None:
    """An evaluation that came alone has a page of its own."""
    context = context_of("programme/eval-77")

    assert [(record.kind, record.name) for record in context.records] == [("evaluation", "77")]
    assert context.pages == ("https://webapps.ilo.org/ievaldiscovery/eval/77",)


def test_an_evaluation_without_findings_leads_to_itself() -> None:
    """Its own page is the one to mend."""
    context = context_of("evaluation/77")

    assert (context.records, context.pages) == ((), ("https://webapps.ilo.org/ievaldiscovery/eval/77",))


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("evaluation/3642", "evaluation", "3642"),
        ("programme/eval-3642", "programme", "eval-3642"),
        ("country/CL", "country", "Chile"),
        ("country/MX", "country", "México"),
        ("mention/lesson/242853/comments/3-6", "mention", "OIT"),
        ("participation/eval-3642/ilo/donor", "participation", "donor"),
        ("nothing/known", "thing", "known"),
    ],
)
def test_things_are_called_by_number_or_label(path: str, kind: str, name: str) -> None:
    """A country has its English name, else the one it has; what has no name is called by the end of its IRI."""
    thing = context_of(path).thing

    assert (thing.kind, thing.name) == (kind, name)
