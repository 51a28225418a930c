"""A hash chain over a sequence of entries, so that anyone can see whether the past was changed.

    hash_n = SHA-256( hash_{n-1} ‖ canonical JSON of entry n ),    hash_0 = 64 zeros

The canonical JSON has sorted keys, no spaces and UTF-8 text. Values are limited to text, whole numbers, truth values,
null, lists and objects: decimals and dates travel as text, so that two databases and any language give one hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import orjson

GENESIS = "0" * 64

ALGORITHMS = ("sha256", "sm3")


@dataclass(frozen=True)
class Link:
    """One entry as it is chained: its number, its payload and the two hashes stored with it."""

    number: int
    payload: Mapping[str, object]
    previous_hash: str
    hash: str


@dataclass(frozen=True)
class Break:
    """The first place where the chain does not hold. `why` is one of number, previous_hash, hash, head."""

    number: int
    why: str


_LEAVES = {str, int, bool, type(None)}


def canonical(payload: Mapping[str, object]) -> str:
    """The one JSON text of a payload. Raises TypeError for floats and other values that have no one text."""
    _refuse_others(payload)
    return orjson.dumps(payload, option=orjson.OPT_SORT_KEYS).decode()


def _refuse_others(value: object) -> None:
    items: Iterable[object]
    if isinstance(value, Mapping):
        items = value.values()
    elif isinstance(value, list | tuple):
        items = value
    else:
        raise TypeError(f"a {type(value).__name__} has no canonical text: {value!r}; give it as text")
    for item in items:
        if type(item) not in _LEAVES:
            _refuse_others(item)


def link_hash(previous_hash: str, payload: Mapping[str, object], algorithm: str = "sha256") -> str:
    """Hash of the next link, 64 hex digits; `algorithm` is sha256 or sm3."""
    if algorithm not in ALGORITHMS:
        raise ValueError(f"unknown hash algorithm {algorithm!r}: use sha256 or sm3")
    return hashlib.new(algorithm, (previous_hash + canonical(payload)).encode()).hexdigest()


def first_break(links: Iterable[Link], algorithm: str = "sha256") -> Break | None:
    """Walk the chain from its first entry; the first link that does not hold, or None."""
    previous = GENESIS
    for number, link in enumerate(links, 1):
        if link.number != number:
            return Break(number, "number")
        if link.previous_hash != previous:
            return Break(number, "previous_hash")
        if link.hash != link_hash(previous, link.payload, algorithm):
            return Break(number, "hash")
        previous = link.hash
    return None
