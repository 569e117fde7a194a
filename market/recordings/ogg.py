"""Ogg with Opus, as Firefox and WhatsApp record it (RFC 3533, RFC 7845): pages, each with a sum over it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache

from market.recordings.unreadable import Unreadable

MAGIC = b"OggS"
HEAD, TAGS = b"OpusHead", b"OpusTags"
PER_SECOND = 48_000
SUM_AT, TABLE_AT = 22, 27


def cleaned(data: bytes) -> tuple[bytes, float]:
    """Return a recording without what is told about it, and how many seconds it lasts. Raises Unreadable."""
    clean, last, is_told = bytearray(data), 0, False
    for number, (start, inside, end) in enumerate(_pages(data)):
        if number == 0 and not data.startswith(HEAD, inside):
            raise Unreadable("no Opus")
        if number == 1 and not data.startswith(TAGS, inside):
            raise Unreadable("no Opus")
        if number and not is_told:
            _silence(clean, start, inside, end, is_first=number == 1)
            is_told = _ends_packet(data, start, inside)
        last = max(last, struct.unpack_from("<q", data, start + 6)[0])
    if not is_told:
        raise Unreadable("nothing to hear")
    return bytes(clean), last / PER_SECOND


def _pages(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield where each page starts, and where its inside starts and ends."""
    at = 0
    while at < len(data):
        if not data.startswith(MAGIC, at) or at + TABLE_AT > len(data):
            raise Unreadable("no page")
        inside = at + TABLE_AT + data[at + TABLE_AT - 1]
        end = inside + sum(data[at + TABLE_AT : inside])
        if end > len(data):
            raise Unreadable("cut off")
        yield at, inside, end
        at = end


def _ends_packet(data: bytes, start: int, inside: int) -> bool:
    return any(size < 255 for size in data[start + TABLE_AT : inside])


def _silence(clean: bytearray, start: int, inside: int, end: int, *, is_first: bool) -> None:
    """Leave no comment in a page, at the same length (RFC 7845, 5.2), and write its sum anew."""
    said = TAGS + bytes(8) if is_first else b""
    clean[inside:end] = said.ljust(end - inside, b"\0")[: end - inside]
    clean[start + SUM_AT : start + SUM_AT + 4] = bytes(4)
    clean[start + SUM_AT : start + SUM_AT + 4] = struct.pack("<I", _sum(clean[start:end]))


def _sum(page: bytes | bytearray) -> int:
    total = 0
    for one in page:
        total = (total << 8 & 0xFFFFFFFF) ^ _table()[total >> 24 ^ one]
    return total


@cache
def _table() -> list[int]:
    """Return the sums of single bytes (RFC 3533, 6: polynomial 0x04c11db7)."""
    table = []
    for byte in range(256):
        rest = byte << 24
        for _bit in range(8):
            rest = (rest << 1 ^ 0x04C11DB7 if rest & 0x80000000 else rest << 1) & 0xFFFFFFFF
        table.append(rest)
    return table
