"""Evaluation numbers that are missing or contradict the address, and addresses on a mirror host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from kg.records import number_in
from kg.validation.quality.model import Flaw, flaw_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.records import Record, Value

_PUBLIC: Final = "webapps.ilo.org"
_PUBLIC_ADDRESS: Final = f"https://{_PUBLIC}/"
_MIRRORS: Final = ".ilo.org"
_ADDRESSES: Final = ("eval_url", "url")


def odd_numbers(record: Record) -> Iterator[Flaw]:
    """Yield an evaluation number that is missing, is no number, or is another one than in the address."""
    stated = next((value for value in record.all("eval_number") if value.text.strip()), None)
    address = next((value for value in record.all("eval_url") if value.text.strip()), None)
    linked = number_in(address.text) if address is not None else None
    if address is None or linked is None or linked[0] != "evaluation":
        return
    if stated is None or not stated.text.strip().isdecimal():
        missing = (stated, address) if stated is not None else (address,)
        yield flaw_of("Q-NO-EVALUATION-NUMBER", *missing, text=f"eval_url: {linked[1]}")
    elif stated.text.strip() != linked[1]:
        text = f"eval_number: {stated.text.strip()[:20]}; eval_url: {linked[1]}"
        yield flaw_of("Q-OTHER-EVALUATION-NUMBER", stated, address, text=text)


def mirror_hosts(record: Record) -> Iterator[Flaw]:
    """Yield one flaw for the addresses that lead to a copy of the public site."""
    mirrored = [value for key in _ADDRESSES for value in record.all(key) if _is_mirror(value)]
    if mirrored:
        yield flaw_of("Q-MIRROR-HOST", *mirrored)


def _is_mirror(value: Value) -> bool:
    address = value.text.strip()
    if address.startswith(_PUBLIC_ADDRESS):
        return False
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    return host.endswith(_MIRRORS) and host != _PUBLIC
