"""WebM, as browsers record it (RFC 8794 EBML, RFC 9559 Matroska): elements of an id, a length and what is in them."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from market.recordings.unreadable import Unreadable

MAGIC = b"\x1a\x45\xdf\xa3"
HOLDERS = {
    0x1A45DFA3,  # the head
    0x18538067,  # Segment
    0x1549A966,  # Info
    0x1654AE6B,  # Tracks
    0xAE,  # TrackEntry
    0x1F43B675,  # Cluster
    0xA0,  # BlockGroup
}
"""Elements of which what is inside counts; they are walked into, so that those without a length need none."""

SCALE, KIND, CODEC, CLUSTER_AT = 0x2AD7B1, 0x83, 0x86, 0xE7
BLOCKS = (0xA3, 0xA1)
TOLD = {
    0x1254C367,  # Tags, among them places
    0x1941A469,  # Attachments
    0x1043A770,  # Chapters
    0x7BA9,  # Title
    0x4461,  # DateUTC
}
VOID = 0xEC
AUDIO, CODECS = 2, {b"A_OPUS", b"A_VORBIS"}


def cleaned(data: bytes) -> tuple[bytes, float]:
    """Return a recording without what is told about it, and how many seconds it lasts. Raises Unreadable."""
    clean, scale, cluster, last = bytearray(data), 1_000_000, 0, 0
    kinds, codecs = set(), set()
    for number, start, inside, end in _elements(data):
        if number in TOLD:
            clean[start:end] = _void(end - start)
        elif number == SCALE:
            scale = int.from_bytes(data[inside:end])
        elif number == KIND:
            kinds.add(int.from_bytes(data[inside:end]))
        elif number == CODEC:
            codecs.add(data[inside:end].rstrip(b"\0"))
        elif number == CLUSTER_AT:
            cluster = int.from_bytes(data[inside:end])
        elif number in BLOCKS:
            last = max(last, cluster + _block_at(data, inside, end))
    if kinds != {AUDIO} or not codecs or not codecs <= CODECS:
        raise Unreadable("no sound that browsers play")
    return bytes(clean), last * scale / 1e9


def _elements(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Yield each element's id, where it starts, where its inside starts and ends; holders are walked into."""
    at = 0
    while at < len(data):
        start = at
        number, at = _number(data, at, keeps_mark=True)
        size, inside = _number(data, at, keeps_mark=False)
        if number in HOLDERS:
            at = inside
            continue
        at = inside + size
        if at > len(data):
            raise Unreadable("cut off")
        yield number, start, inside, at


def _number(data: bytes, at: int, *, keeps_mark: bool) -> tuple[int, int]:
    """Return a number of variable length, and where it ends; the mark of its length is part of an id."""
    if at >= len(data) or not data[at]:
        raise Unreadable("no element")
    length = 9 - data[at].bit_length()
    if at + length > len(data) or (keeps_mark and length > 4):
        raise Unreadable("cut off")
    number = int.from_bytes(data[at : at + length])
    return (number if keeps_mark else number & ~(1 << 7 * length)), at + length


def _block_at(data: bytes, inside: int, end: int) -> int:
    """Return when a block sounds, within its cluster."""
    _track, at = _number(data, inside, keeps_mark=False)
    if at + 2 > end:
        raise Unreadable("cut off")
    return int(struct.unpack(">h", data[at : at + 2])[0])


def _void(size: int) -> bytes:
    """Return an element of this many bytes that says nothing."""
    if size - 2 < 127:
        return bytes([VOID, 0x80 | (size - 2)]) + bytes(size - 2)
    return bytes([VOID, 0x01]) + (size - 9).to_bytes(7) + bytes(size - 9)
