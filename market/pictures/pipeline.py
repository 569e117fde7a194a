"""The one pipeline: what somebody sent goes in, a clean picture comes out. Bytes to bytes, no files, no database.

Decoders are the part of a house that strangers feed, so they run in `child.py`: a new process for each picture.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAX_BYTES = 15 * 1024 * 1024
KINDS = {"JPEG": ("JPEG", "MPO"), "PNG": ("PNG",), "WEBP": ("WEBP",), "HEIF": ("HEIF",)}
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
FIRST_BYTES = {"jpg": b"\xff\xd8\xff", "webp": b"RIFF"}
CHILD = [sys.executable, "-I", str(Path(__file__).with_name("child.py"))]
TOLD = ("SYSTEMROOT", "LD_LIBRARY_PATH")  # without which Python begins on no Windows, and not on every Linux
SURROUNDINGS = {"MALLOC_ARENA_MAX": "1", **{name: os.environ[name] for name in TOLD if name in os.environ}}
"""All that the child knows of the house: no key, no address of a database."""

WAIT_SECONDS = 8
"""Of the clock: a child has 2 s of work, so only a machine that is too busy takes so long."""

HEAVY = "Berkas foto ini terlalu besar. Paling besar 15 MB. Ambil foto baru dengan ukuran lebih kecil."
MOVING = "Gambar bergerak (GIF) tidak bisa dipakai. Pilih foto biasa dari galeri."
STRANGE = "Berkas ini bukan foto yang bisa dipakai. Pilih foto dari kamera atau galeri (JPEG, PNG, WebP, atau HEIC)."
BROKEN = "Foto ini rusak atau belum terkirim utuh. Kirim lagi, atau ambil foto baru."
WIDE = "Foto ini terlalu lebar ({width} × {height} titik). Ambil foto biasa dengan kamera HP."
ENORMOUS = "Foto ini terlalu lebar. Ambil foto biasa dengan kamera HP."
HARD = "Foto ini tidak bisa dibuka: terlalu berat, atau rusak. Ambil foto baru dengan ukuran lebih kecil."
BUSY = "Pasar sedang ramai, foto ini belum sempat dibuka. Tunggu sebentar, lalu kirim lagi."

places = threading.BoundedSemaphore(2)
"""Each process has room for two children of 256 MB at once; who comes third waits."""

logger = logging.getLogger(__name__)


class UnusablePicture(ValueError):
    """It cannot be taken; the text is a plain Indonesian sentence that says what to do."""


class TooBusy(UnusablePicture):
    """Nothing is known to be wrong with it: the same picture may be taken a little later."""


@dataclass(frozen=True)
class CleanPicture:
    """A re-encoded picture, upright, sRGB, without any tag; `colour` is what most of it has, such as "a84"."""

    content: bytes
    extension: str
    width: int
    height: int
    colour: str


def clean_picture(data: bytes) -> CleanPicture:
    """Return `data` decoded and encoded anew: upright, in sRGB, at most 2400 pixels a side, nothing else kept.

    JPEG, PNG, WebP and HEIC are known by their content. It is opened in a process of its own, with 256 MB and 2 s.

    Raises:
        UnusablePicture: another kind, over 15 MB, over 50 megapixels or 20,000 pixels a side, broken, too much work.
        TooBusy: the machine had no time for it; the same picture may be sent again.
    """
    if len(data) > MAX_BYTES:
        raise UnusablePicture(HEAVY)
    kind = kind_of(data)
    if not places.acquire(timeout=WAIT_SECONDS):
        raise TooBusy(BUSY)
    try:
        done = subprocess.run(  # noqa: S603  (our own program; what was sent reaches it as bytes only)
            [*CHILD, *KINDS[kind]], input=data, capture_output=True, timeout=WAIT_SECONDS, env=SURROUNDINGS
        )
    except subprocess.TimeoutExpired:
        raise TooBusy(BUSY) from None
    finally:
        places.release()
    return _understood(done)


def kind_of(data: bytes) -> str:
    """Return JPEG, PNG, WEBP or HEIF by the first bytes.

    Raises:
        UnusablePicture: it is none of these.
    """
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        return "HEIF"
    raise UnusablePicture(MOVING if data.startswith(b"GIF8") else STRANGE)


def _understood(done: subprocess.CompletedProcess[bytes]) -> CleanPicture:
    """Return the picture that a child made; one that was stopped, or says what it cannot mean, made none."""
    line, _, content = done.stdout.partition(b"\n")
    try:
        answer = json.loads(line)
        if "refused" in answer:
            raise UnusablePicture(_sentence(answer))
        picture = CleanPicture(content=content, **answer)
    except (json.JSONDecodeError, TypeError):
        logger.warning("A picture was given up, status %s: %s", done.returncode, done.stderr[-500:].decode("latin-1"))
        raise UnusablePicture(HARD) from None
    if not content.startswith(FIRST_BYTES[picture.extension]):
        raise UnusablePicture(HARD)
    return picture


def _sentence(answer: dict[str, Any]) -> str:
    if answer["refused"] == "wide" and "width" in answer:
        return WIDE.format(**answer)
    return {"wide": ENORMOUS, "hard": HARD}.get(answer["refused"], BROKEN)
