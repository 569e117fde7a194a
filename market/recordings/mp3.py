"""MP3 (ISO/IEC 11172-3): frames one after the other, before and after them what is told in tags."""

from __future__ import annotations

from market.recordings.unreadable import Unreadable

RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
KILOBITS = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
LAYER_3 = 1
FIRST_WITHIN = 4096


def is_mp3(data: bytes) -> bool:
    """Say whether it begins as one."""
    return data[:3] == b"ID3" or (len(data) > 1 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2)


def cleaned(data: bytes) -> tuple[bytes, float]:
    """Return the frames alone, and how many seconds they last. Raises Unreadable."""
    at = _after_tags(data)
    at = next((place for place in range(at, min(at + FIRST_WITHIN, len(data))) if _follows(data, place)), -1)
    if at < 0:
        raise Unreadable("no frames")
    begin, seconds = at, 0.0
    while frame := _frame(data, at):
        size, lasts = frame
        if at + size > len(data):
            break
        at, seconds = at + size, seconds + lasts
    return data[begin:at], seconds


def _after_tags(data: bytes) -> int:
    """Return where an ID3v2 tag ends (id3.org, 2.4): its length has seven bits in each byte."""
    if data[:3] != b"ID3" or len(data) < 10:
        return 0
    size = 0
    for byte in data[6:10]:
        size = size << 7 | byte & 0x7F
    return 10 + size


def _follows(data: bytes, at: int) -> bool:
    """Does a frame begin here, with another one after it?"""
    frame = _frame(data, at)
    return frame is not None and _frame(data, at + frame[0]) is not None


def _frame(data: bytes, at: int) -> tuple[int, float] | None:
    """Return a frame's length in bytes and in seconds; None where there is none."""
    if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] & 0xE0 != 0xE0:
        return None
    version, layer = data[at + 1] >> 3 & 3, data[at + 1] >> 1 & 3
    bits, rate = data[at + 2] >> 4, data[at + 2] >> 2 & 3
    if version == 1 or layer != LAYER_3 or bits in (0, 15) or rate == 3:
        return None
    per_second, kilobits = RATES[version][rate], KILOBITS[3 if version == 3 else 2][bits]
    samples = 1152 if version == 3 else 576
    return samples // 8 * kilobits * 1000 // per_second + (data[at + 2] >> 1 & 1), samples / per_second
