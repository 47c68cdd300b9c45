"""Addresses and the identity of a reading."""

from __future__ import annotations

from kg.errors import Location
from kg.records import Record, Value


def record(address: str) -> Record:
    """Return a lesson that leads to an evaluation by address alone."""
    values = (Value("eval_url", address), Value("url", "https://webapps.ilo.org/ievaldiscovery/lessons/9"))
    return Record(kind="lesson", number="9", evaluation_number="1", values=values, at=Location("x"))


def test_a_mirror_host_gives_the_same_reading() -> None:
    """The host of an address does not matter."""
    one = record("https://webapps.ilo.org/ievaldiscovery/eval/1111")
    other = record("https://analyticstest.ilo.org/ievaldiscovery/eval/1111")

    assert one.folded_hash() == other.folded_hash()


def test_another_evaluation_is_another_content() -> None:
    """A corrected address is no longer the same reading."""
    one = record("https://webapps.ilo.org/ievaldiscovery/eval/1111")
    other = record("https://webapps.ilo.org/ievaldiscovery/eval/2222")

    assert one.folded_hash() != other.folded_hash()
