"""Maps of any size for the tests of the drawing, made by counting: no chance, no clock."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.views.model import (
    Country,
    Evaluation,
    Evidence,
    Finding,
    Involvement,
    Organization,
    Programme,
    ProgrammeMap,
    Region,
    Role,
    Theme,
)

ID = "https://kg.example/id/"

REGIONS = {
    "americas": ("Americas", "Américas", "Amériques"),
    "europe-central-asia": ("Europe and Central Asia", "Europa y Asia Central", "Europe et Asie centrale"),
    "africa": ("Africa", "África", "Afrique"),
    "arab-states": ("Arab States", "Estados Árabes", "États arabes"),
    "asia-pacific": ("Asia and the Pacific", "Asia y el Pacífico", "Asie et Pacifique"),
}

COUNTRIES = {
    "americas": "CO:Colombia PE:Peru EC:Ecuador MX:Mexico CL:Chile GT:Guatemala HN:Honduras CR:Costa_Rica PA:Panama",
    "africa": "ET:Ethiopia KE:Kenya UG:Uganda SN:Senegal CI:Côte_d'Ivoire ZM:Zambia "
    "TZ:United_Republic_of_Tanzania CF:Central_African_Republic MZ:Mozambique EG:Egypt",
    "arab-states": "JO:Jordan LB:Lebanon QA:Qatar PS:Occupied_Palestinian_Territory",
    "asia-pacific": "BD:Bangladesh VN:Viet_Nam NP:Nepal LK:Sri_Lanka FJ:Fiji TO:Tonga PH:Philippines KH:Cambodia",
    "europe-central-asia": "GE:Georgia TR:Türkiye MK:North_Macedonia UZ:Uzbekistan",
}

ORGANIZATIONS = {
    "ilo": ("ILO", "International Labour Organization"),
    "iom": ("IOM", "International Organization for Migration"),
    "unhcr": ("UNHCR", "Office of the United Nations High Commissioner for Refugees"),
    "undp": ("UNDP", "United Nations Development Programme"),
    "un-women": ("UN Women", "United Nations Entity for Gender Equality and the Empowerment of Women"),
    "eu": ("EU", "European Union"),
    "unicef": ("UNICEF", "United Nations Children's Fund"),
    "fao": ("FAO", "Food and Agriculture Organization of the United Nations"),
    "usdol": ("USDOL", "United States Department of Labor"),
    "sida": ("Sida", "Swedish International Development Cooperation Agency"),
    "itc-ilo": ("ITC-ILO", "International Training Centre of the ILO"),
    "unido": ("UNIDO", "United Nations Industrial Development Organization"),
    "local": ("", "Central American Confederation of Domestic Workers"),
    "ifad": ("IFAD", "International Fund for Agricultural Development"),
}

THEMES = {
    "migration": ("Migration", "Migración", "Migration"),
    "planning-and-programme-design": (
        "Planning and programme design",
        "Planificación y diseño de programas",
        "Planification et conception de programmes",
    ),
    "social-dialogue": ("Social dialogue", "Diálogo social", "Dialogue social"),
    "child-labour": ("Child labour", "Trabajo infantil", "Travail des enfants"),
    "skills-development": ("Skills development", "Desarrollo de competencias", "Développement des compétences"),
    "gender-equality": ("Gender equality", "Igualdad de género", "Égalité entre femmes et hommes"),
    "clothing-industry": ("Clothing industry", "Industria del vestido", "Industrie de l'habillement"),
    "results-based-management": ("Results-based management", "Gestión basada en resultados", "Gestion axée"),
    "armed-conflict-crisis": ("Armed conflict/crisis", "Conflicto armado o crisis", "Conflit armé ou crise"),
}

SUBJECTS = (
    "Fair recruitment of migrant workers along the corridor, Phase II",
    "Inserción laboral y protección de personas refugiadas y migrantes",
    "Better purchasing, better factories: compliance in the garment supply chains",
    "Fincas libres de trabajo forzoso: debida diligencia en la caficultura de Guatemala, Honduras y El Salvador",
    "Pistes rurales et emploi des jeunes dans les régions de l'intérieur",
    "Elimination of child labour in seasonal agriculture",
    "Decent work for domestic workers",
    "Skills for employment in the care economy and recognition of prior learning across borders",
)

LANGUAGES = ("en", "es", "en", "es", "fr", "en", "en", "en")

QUOTE = (
    "When three agencies serve the same people, the door through which they enter matters more than the sum of the "
    "services. Cities that agreed on one form, with informed consent and a shared code, halved the number of people "
    "who gave up on the way."
)
SENTENCE = "The ILO, IOM and UNHCR carried out the programme together, with one office and one annual plan."


def _labels(texts: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(("en", "es", "fr"), texts, strict=True))


def _countries() -> list[Country]:
    return [
        Country(iri=f"{ID}country/{code}", label=name.replace("_", " "), code=code, region=f"{ID}region/{region}")
        for region, listed in COUNTRIES.items()
        for code, _, name in (entry.partition(":") for entry in listed.split())
    ]


def _programme(number: int, countries: list[Country]) -> Programme:
    """Return a programme of neighbouring countries; one in seven reaches into a second region."""
    first = number * 7 % len(countries)
    taken = {countries[(first + step) % len(countries)].iri for step in range(2 + number % 3)}
    if number % 7 == 3:
        taken.add(countries[(first + 17) % len(countries)].iri)
    bodies = ["ilo", *(list(ORGANIZATIONS)[(number * 3 + step) % len(ORGANIZATIONS)] for step in range(number % 4))]
    title = SUBJECTS[number % len(SUBJECTS)] + (f" ({number})" if number >= len(SUBJECTS) else "")
    evaluations = tuple(
        Evaluation(
            iri=f"{ID}evaluation/{9000 + number}{part}",
            number=f"{9000 + number}{part}",
            title=f"{title} - {timing.capitalize()} evaluation",
            language="en",
            timing=timing,
            page=f"https://webapps.ilo.org/ievaldiscovery/eval/{9000 + number}{part}",
        )
        for part, timing in enumerate(("final", "midterm")[: 1 + number % 2])
    )
    themes = tuple(
        sorted({f"{ID}theme/{list(THEMES)[(number + step * 4) % len(THEMES)]}" for step in range(1 + number % 2)})
    )
    return Programme(
        iri=f"{ID}programme/eval-{9000 + number}",
        identifier=f"eval-{9000 + number}",
        titles=((title, LANGUAGES[number % len(LANGUAGES)]),),
        cross_country=True,
        joint=number % 3 == 0,
        regional=number % 11 == 5,
        countries=tuple(sorted(taken)),
        regions=tuple(sorted({country.region for country in countries if country.iri in taken})),
        involvements=tuple(
            Involvement(organization=f"{ID}organization/{body}", roles=_roles(number, bodies.index(body)))
            for body in sorted(set(bodies))
        ),
        themes=themes,
        evaluations=evaluations,
        findings=tuple(_finding(number, step, evaluations, themes) for step in range(1 + number % 4)),
    )


def _roles(number: int, place: int) -> tuple[Role, ...]:
    code = ("implementing", "donor", "partner", "target-user")[place % 4]
    return (Role(code=code, evidence=(_evidence(number),) if place < 3 else ()),)


def _evidence(number: int) -> Evidence:
    return Evidence(
        text=SENTENCE,
        surface="IOM",
        mark=SENTENCE.index("IOM"),
        field="comments",
        start=SENTENCE.index("IOM"),
        end=SENTENCE.index("IOM") + 3,
        record=f"{ID}lesson/{900000 + number * 10}",
        kind="lesson",
        number=f"{900000 + number * 10}",
        language="en",
        page=f"https://webapps.ilo.org/ievaldiscovery/lessons/{900000 + number * 10}",
    )


def _finding(number: int, step: int, evaluations: tuple[Evaluation, ...], themes: tuple[str, ...]) -> Finding:
    kinds = ("lesson", "recommendation", "practice", "lesson")
    paths = {"lesson": "lessons", "recommendation": "recommendations", "practice": "practices"}
    kind, name = kinds[step], str(900000 + number * 10 + step)
    return Finding(
        iri=f"{ID}{kind}/{name}",
        kind=kind,  # type: ignore[arg-type]  # the tuple above holds only kinds
        number=name,
        text=QUOTE,
        is_cut=True,
        language="en",
        evaluation=evaluations[step % len(evaluations)].iri,
        themes=themes[step % len(themes) :],
        organizations=(f"{ID}organization/iom",),
        page=f"https://webapps.ilo.org/ievaldiscovery/{paths[kind]}/{name}",
    )


def sample_map(count: int, language: str = "en") -> ProgrammeMap:
    """Return a map of `count` programmes over up to 35 countries, 14 organizations and 9 themes."""
    countries = _countries()
    programmes = tuple(_programme(number, countries) for number in range(count))
    used = {iri for one in programmes for iri in (*one.countries, *one.themes)}
    used |= {part.organization for one in programmes for part in one.involvements}
    return ProgrammeMap(
        language=language,
        programmes=programmes,
        countries=tuple(sorted((one for one in countries if one.iri in used), key=lambda one: one.iri)),
        regions=tuple(
            Region(iri=f"{ID}region/{key}", label=labels[0], labels=_labels(labels), key=key)
            for key, labels in sorted(REGIONS.items())
            if any(one.region == f"{ID}region/{key}" and one.iri in used for one in countries)
        ),
        organizations=tuple(
            Organization(iri=f"{ID}organization/{key}", label=name, acronym=acronym, kind="igo-other")
            for key, (acronym, name) in sorted(ORGANIZATIONS.items())
            if f"{ID}organization/{key}" in used
        ),
        themes=tuple(
            Theme(iri=f"{ID}theme/{key}", label=labels[0], labels=_labels(labels))
            for key, labels in sorted(THEMES.items())
            if f"{ID}theme/{key}" in used
        ),
        total=count,
        base="https://kg.example/",
    )


def sample_store(base: str = "https://kg.example/", *, is_reversed: bool = False) -> ox.Store:
    """Return a store of ``programmes.ttl`` under `base`, its quads in either order."""
    turtle = Path(__file__).with_name("programmes.ttl").read_text(encoding="utf-8")
    triples = ox.parse(turtle.replace("https://kg.example/", base), ox.RdfFormat.TURTLE)
    quads = [ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples]
    store = ox.Store()
    for quad in reversed(quads) if is_reversed else quads:
        store.add(quad)
    return store
