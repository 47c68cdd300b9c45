"""What the page's script reads: a `ProgrammeMap` as JSON that no text of a record can break out of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from kg.views.lettering import plain
from kg.views.scene import short_key
from kg.views.strings import LANGUAGES, strings

if TYPE_CHECKING:
    from kg.views.model import Evidence, Finding, Organization, Programme, ProgrammeMap, Thing

# Inside a script element these would end it, open a comment or, in old engines, end a line; halves of a surrogate
# pair have no UTF-8.
_ESCAPES: Final = {code: f"\\u{code:04x}" for code in (*map(ord, "<>&"), 0x2028, 0x2029, *range(0xD800, 0xE000))}


def script_json(value: Any) -> str:  # noqa: ANN401 -- whatever JSON can hold
    r"""Return `value` as JSON that may stand inside a script element.

    Examples
    --------
    >>> print(script_json("</script>"))
    "\u003c/script\u003e"
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).translate(_ESCAPES)


def payload(programmes: ProgrammeMap) -> dict[str, Any]:
    """Return all that the page shows, things under their short keys, and the words of the interface."""
    base = programmes.base
    things = {short_key(one.iri, base): _thing(one, "country") | {"code": one.code} for one in programmes.countries}
    things |= {short_key(one.iri, base): _thing(one, "region") for one in programmes.regions}
    things |= {short_key(one.iri, base): _organization(one) for one in programmes.organizations}
    things |= {short_key(one.iri, base): _thing(one, "theme") for one in programmes.themes}
    return {
        "language": programmes.language,
        "crossCountryOnly": programmes.cross_country_only,
        "counts": programmes.counts(),
        "total": programmes.total,
        "things": things,
        "programmes": {short_key(one.iri, base): _programme(one, base) for one in programmes.programmes},
        "strings": {language: dict(strings(language)) for language in LANGUAGES},
    }


def _thing(thing: Thing, kind: str) -> dict[str, Any]:
    return {"kind": kind, "iri": thing.iri, "names": {language: plain(thing.name(language)) for language in LANGUAGES}}


def _organization(organization: Organization) -> dict[str, Any]:
    shorts = {language: plain(organization.short(language)) for language in LANGUAGES}
    return _thing(organization, "organization") | {"shorts": shorts}


def _programme(programme: Programme, base: str) -> dict[str, Any]:
    def keys(iris: tuple[str, ...]) -> list[str]:
        return [short_key(iri, base) for iri in iris]

    return {
        "iri": programme.iri,
        "identifier": programme.identifier,
        "titles": [list(title) for title in programme.titles] or [[programme.identifier, ""]],
        "joint": programme.joint,
        "regional": programme.regional,
        "cross": programme.cross_country,
        "countries": keys(programme.countries),
        "regions": keys(programme.regions),
        "themes": keys(programme.themes),
        "parts": [
            {
                "organization": short_key(part.organization, base),
                "roles": [
                    {"code": role.code, "evidence": [_evidence(one) for one in role.evidence]} for role in part.roles
                ],
            }
            for part in programme.involvements
        ],
        "evaluations": [
            {
                "key": short_key(one.iri, base),
                "number": one.number,
                "title": one.title,
                "language": one.language,
                "timing": one.timing,
                "page": one.page,
            }
            for one in programme.evaluations
        ],
        "findings": [_finding(one, base) for one in programme.findings],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "text": evidence.text,
        "surface": evidence.surface,
        "mark": evidence.mark,
        "field": evidence.field,
        "start": evidence.start,
        "end": evidence.end,
        "kind": evidence.kind,
        "number": evidence.number,
        "language": evidence.language,
        "page": evidence.page,
    }


def _finding(finding: Finding, base: str) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "number": finding.number,
        "text": finding.text,
        "cut": finding.is_cut,
        "language": finding.language,
        "evaluation": short_key(finding.evaluation, base),
        "themes": [short_key(iri, base) for iri in finding.themes],
        "organizations": [short_key(iri, base) for iri in finding.organizations],
        "page": finding.page,
    }
