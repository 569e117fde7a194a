"""Small recordings, made by hand: they have everything that is looked at, and no sound."""

from __future__ import annotations

import struct

from market.recordings.ogg import _sum


def element(number: int, inside: bytes) -> bytes:
    """Return an EBML element."""
    head = number.to_bytes((number.bit_length() + 7) // 8)
    return head + (len(inside) | 1 << 28).to_bytes(4) + inside


def webm(seconds: float = 3, *, codec: bytes = b"A_OPUS", kind: int = 2, told: bytes = b"") -> bytes:
    """Return what Chromium records: a Segment and a Cluster that do not say their length."""
    head = element(0x1A45DFA3, element(0x4282, b"webm"))
    track = element(0xAE, element(0xD7, b"\1") + element(0x83, bytes([kind])) + element(0x86, codec))
    info = element(0x1549A966, element(0x2AD7B1, (1_000_000).to_bytes(3)))
    tags = element(0x1254C367, told) if told else b""
    at = int(seconds * 1000)
    blocks = element(0xE7, at.to_bytes(4)) + element(0xA3, b"\x81\0\0\x80sound")
    unknown = b"\x01" + b"\xff" * 7
    return (
        head
        + b"\x18\x53\x80\x67"
        + unknown
        + info
        + element(0x1654AE6B, track)
        + tags
        + b"\x1f\x43\xb6\x75"
        + unknown
        + blocks
    )


def page(inside: bytes, *, number: int, granule: int = 0) -> bytes:
    """Return an Ogg page."""
    table = bytes([255] * (len(inside) // 255) + [len(inside) % 255])
    head = b"OggS" + struct.pack("<BBqIII", 0, 2 if not number else 0, granule, 7, number, 0) + bytes([len(table)])
    whole = head + table + inside
    return whole[:22] + struct.pack("<I", _sum(bytearray(whole))) + whole[26:]


def ogg(seconds: float = 3, *, told: bytes = b"", head: bytes = b"OpusHead") -> bytes:
    """Return a voice note of WhatsApp."""
    tags = b"OpusTags" + struct.pack("<I", 0) + struct.pack("<II", 1, len(told)) + told
    return (
        page(head + bytes(11), number=0)
        + page(tags, number=1)
        + page(b"sound", number=2, granule=int(seconds * 48_000))
    )


def box(name: bytes, *inside: bytes) -> bytes:
    """Return an MP4 box."""
    return struct.pack(">I", 8 + sum(map(len, inside))) + name + b"".join(inside)


def m4a(seconds: float = 3, *, codec: bytes = b"mp4a", kind: bytes = b"soun", told: bytes = b"") -> bytes:
    """Return what recorders of phones write, `told` as they write where they were."""
    handler = box(b"hdlr", bytes(8), kind, bytes(13))
    sample = box(b"stsd", bytes(4), struct.pack(">I", 1), box(codec, bytes(28)))
    track = box(b"trak", box(b"mdia", handler, box(b"minf", box(b"stbl", sample))))
    head = box(b"mvhd", bytes(12), struct.pack(">II", 1000, int(seconds * 1000)), bytes(80))
    told_box = box(b"udta", box(b"\xa9xyz", told)) if told else b""
    return box(b"ftyp", b"M4A ", bytes(4)) + box(b"moov", head, track, told_box) + box(b"mdat", b"sound")


def mp3(seconds: float = 3, *, told: bytes = b"") -> bytes:
    """Return frames of 32 kilobits at 24 kHz, with tags around them."""
    size = len(told)
    tag = b"ID3\4\0\0" + bytes(size >> 7 * place & 0x7F for place in (3, 2, 1, 0)) + told if told else b""
    frame = b"\xff\xf3\x44\x00".ljust(96, b"\0")
    last = b"TAG" + told.ljust(125, b"\0")[:125] if told else b""
    return tag + frame * int(seconds * 24_000 / 576) + last
