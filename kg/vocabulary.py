"""The terms of ``ontology/kg.ttl`` as names that a type checker can hold to account.

A test keeps this list and the ontology equal. External terms stand here too,
each namespace once.
"""

# ruff: noqa: N815 -- members carry the exact local names of the ontology

from __future__ import annotations

from enum import StrEnum
from typing import Final

DEFAULT_BASE: Final = "https://kg.example/"

PREFIXES: Final[dict[str, str]] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "iso639": "http://id.loc.gov/vocabulary/iso639-1/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "sdg": "http://metadata.un.org/sdg/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "vs": "http://www.w3.org/2003/06/sw-vocab-status/ns#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes of the namespaces that do not move with the base (`Names.prefixes` has all)."""


class EvClass(StrEnum):
    """Classes in the namespace ``ev:``."""

    Build = "Build"
    Candidate = "Candidate"
    City = "City"
    ConstituentGroup = "ConstituentGroup"
    Country = "Country"
    CrossCountryProgramme = "CrossCountryProgramme"
    Evaluation = "Evaluation"
    EvaluationFinding = "EvaluationFinding"
    GoodPractice = "GoodPractice"
    JointProgramme = "JointProgramme"
    LessonLearned = "LessonLearned"
    LocalOrganization = "LocalOrganization"
    Mention = "Mention"
    Organization = "Organization"
    Participation = "Participation"
    Place = "Place"
    Programme = "Programme"
    Recommendation = "Recommendation"
    Region = "Region"
    RegionalProgramme = "RegionalProgramme"
    SourceDocument = "SourceDocument"
    SourceField = "SourceField"
    StatisticalMention = "StatisticalMention"
    Theme = "Theme"
    ThemeCategory = "ThemeCategory"


class Ev(StrEnum):
    """Properties in the namespace ``ev:``."""

    acronym = "acronym"
    actionPlan = "actionPlan"
    adminUnit = "adminUnit"
    administrativeIssues = "administrativeIssues"
    bareName = "bareName"
    byteSize = "byteSize"
    candidate = "candidate"
    carriedOutBy = "carriedOutBy"
    causeEffect = "causeEffect"
    challenges = "challenges"
    comments = "comments"
    confidence = "confidence"
    contentHash = "contentHash"
    context = "context"
    coversCountry = "coversCountry"
    coversRegion = "coversRegion"
    description = "description"
    end = "end"
    evaluates = "evaluates"
    evaluationNumber = "evaluationNumber"
    evaluationScope = "evaluationScope"
    findingOf = "findingOf"
    geographicScope = "geographicScope"
    hasFinding = "hasFinding"
    hasMention = "hasMention"
    hasTheme = "hasTheme"
    inCategory = "inCategory"
    inCountry = "inCountry"
    inField = "inField"
    inRegion = "inRegion"
    indicators = "indicators"
    informationSource = "informationSource"
    involvesOrganization = "involvesOrganization"
    isoAlpha2 = "isoAlpha2"
    isoAlpha3 = "isoAlpha3"
    key = "key"
    layout = "layout"
    lexicalValue = "lexicalValue"
    links = "links"
    m49 = "m49"
    managementResponse = "managementResponse"
    mentionsConstituent = "mentionsConstituent"
    mentionsLocalOrganization = "mentionsLocalOrganization"
    mentionsOrganization = "mentionsOrganization"
    mentionsPlace = "mentionsPlace"
    method = "method"
    modelLabel = "modelLabel"
    natureOfEvaluation = "natureOfEvaluation"
    origin = "origin"
    participation = "participation"
    position = "position"
    preferredAcronym = "preferredAcronym"
    progress = "progress"
    projectSymbol = "projectSymbol"
    proposedMatch = "proposedMatch"
    proposes = "proposes"
    refersTo = "refersTo"
    replication = "replication"
    responseDate = "responseDate"
    retrievedAt = "retrievedAt"
    score = "score"
    sentenceEnd = "sentenceEnd"
    sentenceStart = "sentenceStart"
    sourceField = "sourceField"
    sourceKey = "sourceKey"
    sourcePlace = "sourcePlace"
    start = "start"
    successFactors = "successFactors"
    surface = "surface"
    targetedUsers = "targetedUsers"
    timing = "timing"
    titleTruncated = "titleTruncated"
    verification = "verification"
