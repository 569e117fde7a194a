"""WAV (RIFF, as IBM and Microsoft wrote it down in 1991): chunks one after the other; those that sound are kept."""

from __future__ import annotations

import struct

from market.recordings.unreadable import Unreadable

SOUNDS = {b"fmt ", b"fact", b"data"}
"""All others tell: INFO, an ID3 tag, what a recorder writes of itself and of the place."""


def is_wav(data: bytes) -> bool:
    """Say whether it begins as one."""
    return data[:4] == b"RIFF" and data[8:12] == b"WAVE"


def cleaned(data: bytes) -> bytes:
    """Return the chunks that sound. Raises Unreadable."""
    kept, names, at = b"", set(), 12
    while at + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        inside = data[at + 8 : at + 8 + size]
        if len(inside) < size and name != b"data":  # who stopped at once did not write the length of the sound
            raise Unreadable("cut off")
        if name in SOUNDS:
            kept += struct.pack("<4sI", name, len(inside)) + inside + b"\0" * (len(inside) % 2)
            names.add(name)
        at += 8 + size + size % 2
    if not {b"fmt ", b"data"} <= names:
        raise Unreadable("nothing to hear")
    return struct.pack("<4sI4s", b"RIFF", 4 + len(kept), b"WAVE") + kept
