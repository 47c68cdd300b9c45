"""How server and worker speak: a length, then JSON; with a request goes the open file that takes the answer."""

from __future__ import annotations

import json
import socket
import struct
from typing import Any, Final

LENGTH: Final = struct.Struct("!I")
LARGEST: Final = 64 << 20
"""Bytes of the largest message; a query is bounded long before."""

Message = dict[str, Any]


def packed(message: Message) -> bytes:
    """Return a message as it is sent."""
    body = json.dumps(message, ensure_ascii=True).encode("ascii")
    return LENGTH.pack(len(body)) + body


def send(channel: socket.socket, message: Message) -> None:
    """Send a message; waits as long as it takes."""
    channel.sendall(packed(message))


def receive_request(channel: socket.socket) -> tuple[Message, int] | None:
    """Wait for a request and the descriptor of the file that takes its answer; ``None`` when there is no more."""
    mark, descriptors, _, _ = socket.recv_fds(channel, 1, 1)
    if not mark or not descriptors:
        return None
    (length,) = LENGTH.unpack(_exactly(channel, LENGTH.size))
    message: Message = json.loads(_exactly(channel, length))
    return message, descriptors[0]


def _exactly(channel: socket.socket, number: int) -> bytes:
    pieces = bytearray()
    while len(pieces) < number:
        piece = channel.recv(number - len(pieces))
        if not piece:
            raise EOFError
        pieces += piece
    return bytes(pieces)
