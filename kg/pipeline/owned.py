"""Which subjects belong to one record: what says of them, only that record says."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.exports.turtle import TurtleWriter
    from kg.store.state import Key
    from kg.terms import Names, Term


class Owned:
    """The subjects of one record: the finding itself, its source fields, its mentions with their candidates.

    An evaluation is nobody's own: several records speak of it, also where one of them is a record of the evaluation
    alone.

    Parameters
    ----------
    key
        Kind and number of the record.
    names
        Mints the IRIs.
    """

    def __init__(self, key: Key, names: Names) -> None:
        self._itself = "" if key[0] == "evaluation" else names.thing(*key)
        self._below = tuple(f"{names.thing(part, *key)[:-1]}/" for part in ("field", "mention"))

    def owns(self, subject: Term) -> bool:
        """Tell whether a subject is the record's own."""
        return subject == self._itself or subject.startswith(self._below)

    def order(self, turtle: TurtleWriter) -> str:
        """Return where the record's own subjects stand in the Turtle."""
        return turtle.order(self._itself or f"{self._below[0]}>")
