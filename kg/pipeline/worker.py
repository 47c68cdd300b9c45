"""The process of a worker: pieces of work come in on standard input, what came of them goes out on standard output.

It ends when its input does: also when the build is killed, since the pipe is closed then.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from kg.pipeline.stopwatch import peak_memory
from kg.pipeline.work import Hands

if TYPE_CHECKING:
    from typing import BinaryIO


def main() -> None:
    """Work until there is nothing more to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build hears it and ends its workers
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the answers
    with suppress(EOFError, BrokenPipeError):
        hands = Hands(pickle.load(source))  # noqa: S301 -- from the build that started this process
        while True:
            _answer(hands, source, target)


def _answer(hands: Hands, source: BinaryIO, target: BinaryIO) -> None:
    batch = pickle.load(source)  # noqa: S301 -- from the build that started this process
    try:
        answer: object = [hands.do(work) for work in batch]
    except Exception as error:  # noqa: BLE001 -- the build raises it
        answer = error
    pickle.dump((answer, peak_memory()), target, protocol=pickle.HIGHEST_PROTOCOL)
    target.flush()
