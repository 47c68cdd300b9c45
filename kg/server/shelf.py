"""Whole answers: who still needs them, and those that may be asked for again.

A build never changes, so what it answered once it would answer again: the last answers are kept, by their tag. Clients
that read by ranges, as polars does, get every piece from one answer.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.server.wire import Message

_MOST: Final = 256
"""How many answers are kept."""


class Answer:
    """A whole answer.

    Parameters
    ----------
    shelf
        Where it counts.
    reply
        What the worker says of it.
    file
        The bytes; closed when nobody needs them any more.
    token
        The build that it comes from.
    """

    def __init__(self, shelf: Shelf, reply: Message, file: IO[bytes], token: str) -> None:
        self.reply, self.file, self.token = reply, file, token
        self.size = file.seek(0, 2)
        self._shelf, self._users = shelf, 1
        shelf.held += self.size

    def taken(self) -> Answer:
        """Count one more who needs it, and return it."""
        self._users += 1
        return self

    def done(self) -> None:
        """Count one less; the last one closes the file."""
        self._users -= 1
        if not self._users:
            self._shelf.held -= self.size
            self.file.close()


class Shelf:
    """The last answers, by tag.

    Parameters
    ----------
    room
        Bytes that all kept answers may have together.

    Attributes
    ----------
    held
        Bytes of all answers that are still needed, kept or not.
    """

    def __init__(self, room: int) -> None:
        self._room, self._kept = room, 0
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self.held = 0

    def answer(self, reply: Message, file: IO[bytes], token: str) -> Answer:
        """Return a new answer, needed by whoever asked."""
        return Answer(self, reply, file, token)

    def keep(self, tag: str, answer: Answer) -> None:
        """Keep an answer; the ones that were not asked for longest make room."""
        if tag in self._answers or answer.size > self._room:
            return
        self._answers[tag] = answer.taken()
        self._kept += answer.size
        while self._kept > self._room or len(self._answers) > _MOST:
            self._drop()

    def find(self, tag: str) -> Answer | None:
        """Return a kept answer, or ``None``."""
        answer = self._answers.get(tag)
        if answer is None:
            return None
        self._answers.move_to_end(tag)
        return answer.taken()

    def clear(self) -> None:
        """Keep nothing."""
        while self._answers:
            self._drop()

    def _drop(self) -> None:
        _, answer = self._answers.popitem(last=False)
        self._kept -= answer.size
        answer.done()
