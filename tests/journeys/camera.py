"""A camera of twelve megapixels: photos of 4 MB that lie on their side and say where they were taken, no two alike.

Only the first is drawn and encoded. A further one is the same film, cut into four across and put together in another
order: each row of blocks stands between restart markers (ITU-T T.81, E.1.4), so whoever decodes it has all the work
that the first one makes.
"""

from __future__ import annotations

import random
import re
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image

PHOTO_BYTES = 4_000_000
PIXELS = (4000, 3000)
SCAN, END = b"\xff\xda", b"\xff\xd9"
RESTART = re.compile(rb"\xff[\xd0-\xd7]")


def shoot(path: Path, *, seed: int) -> Path:
    """Make a photo, another one for each seed."""
    head, rows = _film()
    dice = random.Random(seed)
    first, second, third = sorted(dice.sample(range(1, len(rows)), 3))
    pieces = [rows[first:second], rows[third:], rows[:first], rows[second:third]]
    film = [row for piece in pieces for row in piece]
    marked = [row + bytes([0xFF, 0xD0 + number % 8]) for number, row in enumerate(film[:-1])]
    path.write_bytes(head + b"".join(marked) + film[-1] + END)
    assert path.stat().st_size >= PHOTO_BYTES, path.stat().st_size
    return path


@cache
def _film() -> tuple[bytes, list[bytes]]:
    """Return all up to the picture itself, and its rows of blocks."""
    dice = random.Random(1)
    small = Image.new("RGB", (4, 3))
    small.putdata([tuple(dice.randrange(256) for _ in range(3)) for _ in range(12)])
    grain = Image.effect_noise(PIXELS, 52).convert("RGB")
    picture = Image.blend(small.resize(PIXELS, Image.Resampling.BICUBIC), grain, 0.3)
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "KameraUji"
    exif.get_ifd(0x8825).update({1: "S", 2: (0.0, 30.0, 0.0), 3: "E", 4: (117.0, 9.0, 0.0)})
    out = BytesIO()
    picture.save(out, "JPEG", quality=88, exif=exif, restart_marker_rows=1)
    data = out.getvalue()
    scan = data.rindex(SCAN)  # of a baseline JPEG there is one
    begins = scan + 2 + int.from_bytes(data[scan + 2 : scan + 4])
    return data[:begins], RESTART.split(data[begins:-2])
