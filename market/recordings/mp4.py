"""MP4 with AAC or Opus, as Safari and recorders of phones write it (ISO/IEC 14496-12): boxes within boxes.

Recorders of phones write into it where they were: such a box becomes one of nothing, at the same length.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from market.recordings.unreadable import Unreadable

HOLDERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf", b"mvex"}
TOLD = {b"udta", b"meta", b"uuid", b"ilst", b"skip"}
SOUND, CODECS = b"soun", {b"mp4a", b"Opus"}
MOST_DEEP = 8


def cleaned(data: bytes) -> tuple[bytes, float]:
    """Return a recording without what is told about it, and how many seconds it lasts; 0 where nobody says.

    Raises Unreadable.
    """
    clean, seconds = bytearray(data), 0.0
    kinds, codecs = set(), set()
    for name, start, inside, end in _boxes(data, 0, len(data)):
        if name in TOLD:
            clean[start + 4 : end] = b"free".ljust(end - start - 4, b"\0")
            if inside - start == 16:
                clean[start + 8 : start + 16] = data[start + 8 : start + 16]  # its length
        elif name == b"hdlr":
            kinds.add(data[inside + 8 : inside + 12])
        elif name == b"stsd":
            codecs.add(data[inside + 12 : inside + 16])
        elif name == b"mvhd":
            seconds = _seconds(data, inside, end)
    if SOUND not in kinds or b"vide" in kinds or not codecs or not codecs <= CODECS:
        raise Unreadable("no sound that browsers play")
    return bytes(clean), seconds


def is_mp4(data: bytes) -> bool:
    """Say whether it begins as one."""
    return data[4:8] == b"ftyp"


def _boxes(data: bytes, at: int, until: int, depth: int = 0) -> Iterator[tuple[bytes, int, int, int]]:
    """Yield each box's name, where it starts, where its inside starts and ends; holders are walked into."""
    while at < until:
        if at + 8 > until:
            raise Unreadable("cut off")
        size, name, inside = struct.unpack_from(">I", data, at)[0], data[at + 4 : at + 8], at + 8
        if size == 1 and at + 16 <= until:
            size, inside = struct.unpack_from(">Q", data, at + 8)[0], at + 16
        end = until if size == 0 else at + size
        if not inside <= end <= until or depth > MOST_DEEP:
            raise Unreadable("cut off")
        yield name, at, inside, end
        if name in HOLDERS:
            yield from _boxes(data, inside, end, depth + 1)
        at = end


def _seconds(data: bytes, inside: int, end: int) -> float:
    """Return the length that the head of the film says: ticks a second, and ticks."""
    at, form = (inside + 20, ">IQ") if data[inside : inside + 1] == b"\1" else (inside + 12, ">II")
    if at + struct.calcsize(form) > end:
        raise Unreadable("cut off")
    per_second, ticks = struct.unpack_from(form, data, at)
    is_known = per_second and ticks not in (0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF)
    return ticks / per_second if is_known else 0.0
