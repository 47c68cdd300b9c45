"""Small graphs that the tests of the reports share."""

from __future__ import annotations

from rdflib import Graph

PREFIXES = """
@base <https://kg.example/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ev: <https://kg.example/def#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""

PAGE_WITHOUT_LOCATION = """
<id/evaluation/3642> a ev:Evaluation ;
    ev:evaluationNumber "3642" ;
    dcterms:title "Integración de las personas migrantes - Evaluación final independiente"@es ;
    ev:evaluates <id/programme/eval-3642> ;
    ev:hasFinding <id/lesson/242853> ;
    foaf:isPrimaryTopicOf <https://webapps.ilo.org/ievaldiscovery/eval/3642> .

<id/programme/eval-3642> a ev:Programme ;
    dcterms:identifier "eval-3642" ;
    dcterms:title "Integración de las personas migrantes"@es .

<id/lesson/242853> a ev:LessonLearned ;
    dcterms:identifier "242853" ;
    ev:findingOf <id/evaluation/3642> ;
    ev:hasTheme <id/theme/migration> ;
    ev:description "Los comités se reunieron una vez al año."@es ;
    foaf:isPrimaryTopicOf <https://webapps.ilo.org/ievaldiscovery/lessons/242853> ;
    prov:hadPrimarySource <id/source/0123456789abcdef> .

<id/source/0123456789abcdef> a ev:SourceDocument ;
    dcterms:title "lesson-242853.txt" .

<id/theme/migration> a ev:Theme ;
    skos:prefLabel "Migration"@en , "Migración"@es , "Migration"@fr ;
    ev:verification "verified" ;
    ev:inCategory <id/category/conditions-of-work-and-equality> .

<id/category/conditions-of-work-and-equality> a ev:ThemeCategory ;
    skos:prefLabel "Conditions of work & equality"@en , "Condiciones de trabajo e igualdad"@es ,
        "Conditions de travail et égalité"@fr .
"""
"""What a whole page gives from which `location` was taken away."""


def graph_of(turtle: str) -> Graph:
    """Parse Turtle that may use the prefixes above."""
    return Graph(bind_namespaces="none").parse(data=PREFIXES + turtle, format="turtle")
