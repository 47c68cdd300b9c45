"""For every code of a data-quality finding a text that has the flaw, and a close one that has not."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import Location
from kg.records import Kind, Record, Value

LONG = "The two offices agreed on one method for all the inspectors of the country in the first year."
OTHER = "Nobody had asked the cooperatives in the north which of the courses they could follow at all."


@dataclass(frozen=True, slots=True)
class Case:
    """A code with the values of two records.

    Attributes
    ----------
    code
        The code.
    faulty, sound
        Keys and texts of a record that has the flaw, and of one that is like it but sound.
    shown
        What the finding shows of the record.
    kind
        The kind of both records.
    """

    code: str
    faulty: tuple[tuple[str, str], ...]
    sound: tuple[tuple[str, str], ...]
    shown: str
    kind: Kind = "lesson"


def prose(code: str, faulty: str, sound: str, shown: str, key: str = "description") -> Case:
    """Return the case of one field of prose."""
    return Case(code, ((key, faulty),), ((key, sound),), shown)


CASES = (
    prose("Q-DOUBLED-WORD", "La La lección fue útil.", "La La Land fue útil.", "La La lección"),
    prose("Q-DOUBLED-WORD", "They asked the the ministry.", "They asked the, the ministry.", "asked the the ministry."),
    prose(
        "Q-DOUBLED-WORD", "Los talleres talleres cerraron.", "Los talleres, talleres todos.", "Los talleres talleres"
    ),
    prose("Q-DOUBLED-WORD", "Il vient de\nde Dakar.", "Il vient de.\nDe Dakar.", "Il vient de\nde Dakar."),
    prose("Q-DOUBLED-WORD", "O curso da da escola.", "O curso dá da escola.", "O curso da da escola."),
    prose("Q-DOUBLED-PASSAGE", f"{LONG} {OTHER} {LONG} {OTHER}", f"{LONG} {OTHER} See above. See above.", LONG[:20]),
    Case(
        "Q-SAME-TEXT", (("context", LONG), ("success", LONG)), (("context", LONG), ("success", OTHER)), "context = succ"
    ),
    prose("Q-UNFINISHED-TEXT", f"{LONG} It was the result of", f"{LONG} It was what they hoped for", "result of"),
    prose("Q-UNFINISHED-TEXT", f"{LONG} First of all,", f"{LONG} First of all", "First of all,"),
    prose("Q-UNFINISHED-TEXT", f"{OTHER * 30} and so on"[-1999:], f"{OTHER * 30} and so on"[-1990:], "and so on"),
    prose(
        "Q-UNFINISHED-TITLE",
        "Apoyo a las - Final evaluation",
        "Apoyo a Lima - Final evaluation",
        "Apoyo a las",
        "eval_title",
    ),
    prose("Q-BROKEN-CHARACTER", "The ILOÂ’s office.", "The ILO’s office in Âge.", "The ILOÂ’s"),
    prose("Q-BROKEN-CHARACTER", "La formaciÃ³n acabó.", "A FORMAÇÃO acabou.", "formaciÃ³n"),
    prose("Q-BROKEN-CHARACTER", "The ministry¿s plan.", "¿Qué plan? ¿De quién?", "ministry¿s plan."),
    prose("Q-LOST-APOSTROPHE", "Dans lévaluation finale.", "Dans l'évaluation, le savoir compte.", "Dans lévaluation"),
    prose("Q-LOST-APOSTROPHE", "La mise en uvre a tardé.", "La mise en œuvre a tardé.", "mise en uvre"),
    prose("Q-LOST-APOSTROPHE", "Un prêt de lAFD.", "Un prêt de l'AFD, en dB et en mRNA.", "de lAFD"),
    prose("Q-LOST-APOSTROPHE", "It doesnt matter.", "Il dit : dont acte.", "It doesnt"),
    prose("Q-ODD-APOSTROPHE", "The project´s end.", "The project's end.", "The project´s"),
    prose("Q-HIDDEN-CHARACTER", "The \u202eproject ended.", "The\tproject\nended.", "U+202E"),
    prose("Q-HIDDEN-CHARACTER", "The proj\u00adect ended.", "The \u0627\u0644 ended.", "U+00AD"),
    prose("Q-SPLIT-WORD", "A clear defini-tion helps.", "A win-win definition helps.", "defini-tion"),
    prose(
        "Q-GLUED-SENTENCE", "They left.However, it went on.", "They left. However, see ilo.org.", "They left.However"
    ),
    prose("Q-GLUED-NOTE", "A clear improvement68 was seen.", "The component2 and covid19 ended.", "improvement68 was"),
    prose("Q-PERSONAL-DATA", "Write to ana@example.org.", "Write to the @ilo account.", "Write to ana@example.org"),
    prose(
        "Q-PERSONAL-DATA", "Call +51 1 615 0300 now.", "It grew by +51 per cent, to +1 000 000 000.", "+51 1 615 0300"
    ),
    Case(
        "Q-PSEUDO-COUNTRY",
        (("country", "Africa - regional"),),
        (("country", "Central African Republic"),),
        "Africa - reg",
    ),
    Case("Q-UNKNOWN-PLACE", (("country", "Atlantis"),), (("country", "Viet Nam"),), "Atlantis"),
    Case(
        "Q-OTHER-REGION",
        (("country", "Fiji"), ("region", "Americas")),
        (("country", "Fiji"), ("region", "Inter-Regional")),
        "Fiji: Americas",
    ),
    Case(
        "Q-DOUBLED-PLACE",
        (("country", "Türkiye"), ("region", "-"), ("country", "Turkey")),
        (("country", "Niger"), ("region", "-"), ("country", "Nigeria")),
        "Turkey",
    ),
    Case(
        "Q-SWAPPED-THEME",
        (("theme", "Organizational issues"), ("category", "Planning and programme design")),
        (("theme", "COVID-19"), ("category", "COVID-19")),
        "theme: Organizational issues; category: Planning and programme design",
        "recommendation",
    ),
    Case(
        "Q-UNKNOWN-STATUS",
        (("progress", "Nearly there"),),
        (("progress", "Partially achieved"),),
        "Nearly",
        "recommendation",
    ),
    Case("Q-BAD-DATE", (("date", "2021-02-30"),), (("date", "2021-02-28 00:00:00.0"),), "2021-02-30", "recommendation"),
    Case(
        "Q-BAD-SYMBOL",
        (("project_symbols", "ETH/16/01/EUR; ETH-16"),),
        (("project_symbols", "ETH/16/01/EUR; RAS/19/09/IOM"),),
        "ETH-16",
        "recommendation",
    ),
    Case(
        "Q-NO-EVALUATION-NUMBER",
        (("eval_url", "https://webapps.ilo.org/ievaldiscovery/eval/7"),),
        (("eval_number", "7"), ("eval_url", "https://webapps.ilo.org/ievaldiscovery/eval/7")),
        "eval_url: 7",
    ),
    Case(
        "Q-OTHER-EVALUATION-NUMBER",
        (("eval_number", "8"), ("eval_url", "https://webapps.ilo.org/ievaldiscovery/eval/7")),
        (("eval_number", "7"), ("eval_url", "https://webapps.ilo.org/ievaldiscovery/eval/7/")),
        "eval_number: 8; eval_url: 7",
    ),
    Case(
        "Q-MIRROR-HOST",
        (("url", "https://analyticstest.ilo.org/ievaldiscovery/lessons/1"),),
        (("url", "https://webapps.ilo.org/ievaldiscovery/lessons/1"),),
        "https://analyticstest.ilo.org",
    ),
    Case(
        "Q-EMPTY-FIELD",
        (("context", "N/A"), ("success", "N/A")),
        (("context", "See above."),),
        "N/A (context, success)",
    ),
    Case("Q-UNKNOWN-KEY", (("?budget", "12"),), (("context", "12"),), "budget"),
)


def record(values: tuple[tuple[str, str], ...], kind: Kind = "lesson") -> Record:
    """Return a record with these keys and texts; a key that comes again has the next position."""
    keys = [key for key, _ in values]
    held = [Value(key, text, keys[: place + 1].count(key)) for place, (key, text) in enumerate(values)]
    return Record(kind=kind, number="1", evaluation_number="7", values=tuple(held), at=Location("page.txt"))
