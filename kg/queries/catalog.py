"""The catalogue: each ``sparql/NAME.rq`` says what it asks, what it takes and what it gives.

The head of a file is its interface::

    # The question in English?
    # es: ... in Spanish
    # fr: ... in French
    # Bind:   ?variable  type  required|optional  what it is
    # Gives:  ?column    what it is

A parameter is a ``VALUES ?variable { UNDEF }`` of the query, so every file runs
as it stands in any SPARQL engine; to bind is to put a term in place of UNDEF.

A line ``# when ?variable: PATTERN`` is a comment until the variable is bound, and
a pattern then. It must follow from the query's own filter on the variable: it is
there for the planner, which begins with a pattern but not with a filter.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from kg.errors import ConfigError, QueryError
from kg.vocabulary import DEFAULT_BASE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.terms import Term

_LINE: Final = re.compile(r"#\s*(Bind:|Gives:)?\s*\?(\w+)\s+(.*)")
_COLUMN: Final = re.compile(r"\?(\w+)")
_WHEN: Final = r"# when \?{name}: "
_UNDEFINED: Final = r"VALUES \?{name} \{{ (?:UNDEF|\"en\") \}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a query takes.

    Attributes
    ----------
    variable
        The SPARQL variable.
    types
        What may be given: ``theme``, ``country``, ``organization``, ``programme``, ``kind``, ``lang``, ``region``;
        these are also the names under which people give it.
    required
        Whether the query makes no sense without it.
    description
        One clause.
    """

    variable: str
    types: tuple[str, ...]
    required: bool
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogQuery:
    """One named query.

    Attributes
    ----------
    name
        What people type.
    questions
        The question by language (``en``, ``es``, ``fr``).
    parameters
        What it takes, the language of labels left out.
    columns
        What it gives, by column, in the order of the head.
    text
        The SPARQL, with the default base.
    """

    name: str
    questions: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]
    text: str

    def bound(self, bindings: Mapping[str, Term], base: str = DEFAULT_BASE) -> str:
        """Return the SPARQL with terms in place of its undefined values and `base` in place of the default one.

        Raises
        ------
        QueryError
            If a variable is none of the query's.
        """
        text = self.text if base == DEFAULT_BASE else self.text.replace(f"<{DEFAULT_BASE}", f"<{base}")
        for variable, term in bindings.items():
            pattern = re.compile(_UNDEFINED.format(name=re.escape(variable)))
            bound = f"VALUES ?{variable} {{ {term} }}".replace("\\", "\\\\")
            text, count = pattern.subn(bound, text)
            if not count:
                raise QueryError(f"the query {self.name} has no parameter ?{variable}")
            text = re.sub(_WHEN.format(name=re.escape(variable)), "", text)
        return text


@cache
def catalog() -> Mapping[str, CatalogQuery]:
    """Return all named queries, sorted by name."""
    folder = files("kg.queries") / "sparql"
    found = {}
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.name.endswith(".rq"):
            name = file.name.removesuffix(".rq")
            found[name] = parse_query(name, file.read_text(encoding="utf-8"))
    return found


def named_query(name: str) -> CatalogQuery:
    """Return one query of the catalogue.

    Raises
    ------
    ConfigError
        If there is none of that name.
    """
    found = catalog().get(name)
    if found is None:
        near = difflib.get_close_matches(name, list(catalog()), n=1)
        meant = f"did you mean {near[0]}? " if near else ""
        raise ConfigError(f"there is no query {name!r}", hint=f"{meant}kg queries lists them")
    return found


def parse_query(name: str, text: str) -> CatalogQuery:
    """Read the head of a query file.

    Raises
    ------
    QueryError
        If the head lacks a question or says nothing of what the query gives.
    """
    head = [line for line in text.splitlines() if line.startswith("#")]
    questions: dict[str, str] = {}
    parameters: list[Parameter] = []
    columns: dict[str, str] = {}
    section = ""
    for line in head:
        if match := _LINE.fullmatch(line):
            section = match[1] or section
            if section == "Bind:":
                parameters.append(_parameter(match[2], match[3]))
            else:
                columns.update(_columns(match[2], match[3]))
        elif not section and "Bind:" not in line:
            language, text_of_it = _question(line)
            questions.setdefault(language, text_of_it)
    if not questions or not columns:
        raise QueryError(f"the query file {name}.rq does not say what it asks and gives")
    return CatalogQuery(name=name, questions=questions, parameters=tuple(parameters), columns=columns, text=text)


def _question(line: str) -> tuple[str, str]:
    text = line.removeprefix("#").strip()
    for language in ("es", "fr"):
        if text.startswith(f"{language}: "):
            return language, text[4:]
    return "en", text


def _parameter(variable: str, rest: str) -> Parameter:
    types, required, description = (*rest.split(None, 2), "")[:3]
    return Parameter(
        variable=variable,
        types=tuple(types.split("|")),
        required=required == "required",
        description=description.strip(),
    )


def _columns(first: str, rest: str) -> dict[str, str]:
    """Read one line of Gives: a column, and behind a semicolon others with their meaning."""
    parts = rest.split("; ?")
    found = {first: parts[0].strip()}
    for part in parts[1:]:
        column, _, meaning = part.partition(" ")
        found[column] = meaning.strip()
    return found
