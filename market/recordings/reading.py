"""A recording is told by what is in it, not by its name, and kept without what is told about it: places, names, dates.

Nothing is decoded or made anew: what browsers play is taken as it is, and what they do not is refused.
"""

from __future__ import annotations

from dataclasses import dataclass

from market.recordings import mp3, mp4, ogg, wav, webm
from market.recordings.unreadable import Unreadable

MOST_BYTES = 2_000_000
MOST_SECONDS = 120
A_LITTLE_MORE = 2
"""Whoever stops at two minutes is a moment late."""

LEAST_SECONDS = 0.5
TYPES = {"webm": "audio/webm", "ogg": "audio/ogg", "m4a": "audio/mp4", "mp3": "audio/mpeg"}
"""By the end of a name that we give."""

NOT_A_RECORDING = "Rekaman ini tidak bisa diputar. Rekam lagi, atau pilih rekaman suara dari WhatsApp."
NOT_PLAYED = "Ini bukan rekaman yang bisa diputar. Pilih berkas MP3, M4A, OGG, Opus atau WAV."
TOO_LARGE = "Rekaman ini terlalu besar. Rekam lagi, paling lama 2 menit."
TOO_LONG = "Rekaman ini terlalu panjang. Paling lama 2 menit."
TOO_SHORT = "Rekaman ini kosong. Tekan tombol rekam, lalu bicara."


class Unusable(ValueError):
    """This is not taken; the words tell a villager what to do."""


@dataclass(frozen=True)
class Recording:
    """What is kept: clean bytes, the end of their name, whole seconds (0 where nobody says)."""

    data: bytes
    end: str
    seconds: int


def read_recording(data: bytes) -> Recording:
    """Return a recording as it may be kept.

    Raises:
        Unusable: it is no recording that browsers play, is too long, too large, or empty.
    """
    if len(data) > MOST_BYTES:
        raise Unusable(TOO_LARGE)
    try:
        end, (clean, seconds) = _read(data)
    except Unreadable as broken:
        raise Unusable(NOT_A_RECORDING) from broken
    if seconds > MOST_SECONDS + A_LITTLE_MORE:
        raise Unusable(TOO_LONG)
    if 0 < seconds < LEAST_SECONDS:
        raise Unusable(TOO_SHORT)
    return Recording(clean, end, round(seconds))


def told_nothing(data: bytes) -> bytes:
    """Return a recording of any length, WAV too, without what is told about it: what the office publishes.

    Raises:
        Unusable: it is no recording that browsers play.
    """
    try:
        return wav.cleaned(data) if wav.is_wav(data) else _read(data)[1][0]
    except Unreadable as broken:
        raise Unusable(NOT_PLAYED) from broken


def _read(data: bytes) -> tuple[str, tuple[bytes, float]]:
    if data.startswith(webm.MAGIC):
        return "webm", webm.cleaned(data)
    if data.startswith(ogg.MAGIC):
        return "ogg", ogg.cleaned(data)
    if mp4.is_mp4(data):
        return "m4a", mp4.cleaned(data)
    if mp3.is_mp3(data):
        return "mp3", mp3.cleaned(data)
    raise Unreadable("nothing that we know")
