"""Recordings are told by what is in them, kept but for what is told about them, and refused in plain words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from market.recordings.ogg import _sum
from market.recordings.reading import MOST_BYTES, Unusable, read_recording
from tests.market.recordings.made import m4a, mp3, ogg, webm

KINDS: dict[str, Callable[..., bytes]] = {"webm": webm, "ogg": ogg, "m4a": m4a, "mp3": mp3}
PLACE = b"+00.4567+116.9876/"


@pytest.mark.parametrize("kind", KINDS)
def test_it_knows_a_recording_and_how_long_it_is(kind: str) -> None:
    found = read_recording(KINDS[kind](90))
    assert (found.end, found.seconds) == (kind, 90)


@pytest.mark.parametrize("kind", KINDS)
def test_it_keeps_the_sound_and_nothing_that_is_told_about_it(kind: str) -> None:
    made = KINDS[kind](3, told=PLACE)
    assert PLACE in made
    kept = read_recording(made).data
    assert PLACE not in kept
    assert PLACE[:6] not in kept
    assert read_recording(kept).data == kept
    if kind == "mp3":
        assert made.count(b"\xff\xf3") == kept.count(b"\xff\xf3")
    else:
        assert len(kept) == len(made), "all else stays where it was"
        assert b"sound" in kept


def test_pages_without_comments_have_a_right_sum() -> None:
    kept = read_recording(ogg(3, told=PLACE)).data
    start = kept.index(b"OggS", 4)
    page = bytearray(kept[start : kept.index(b"OggS", start + 4)])
    said, page[22:26] = bytes(page[22:26]), bytes(4)
    assert int.from_bytes(said, "little") == _sum(page)


@pytest.mark.parametrize("kind", KINDS)
def test_it_refuses_what_is_too_long(kind: str) -> None:
    with pytest.raises(Unusable, match="Paling lama 2 menit"):
        read_recording(KINDS[kind](130))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b"#!AMR\n" + bytes(100),
        b"RIFF\0\0\0\0WAVEfmt ",
        b"\x89PNG\r\n\x1a\n",
        webm(codec=b"V_VP8", kind=1),
        webm(codec=b"A_AC3"),
        webm()[:-3],
        ogg(head=b"\x80theora"),
        ogg()[:-3],
        m4a(codec=b"samr"),
        m4a(kind=b"vide"),
        m4a()[:-3],
        mp3(0.02),
        b"ID3\4\0\0\0\0\0\0",
        b"\xff\xf3",
    ],
)
def test_it_refuses_what_browsers_do_not_play(data: bytes) -> None:
    with pytest.raises(Unusable, match="Rekam lagi"):
        read_recording(data)


def test_it_refuses_what_is_too_large_or_empty() -> None:
    with pytest.raises(Unusable, match="terlalu besar"):
        read_recording(webm() + bytes(MOST_BYTES))
    with pytest.raises(Unusable, match="kosong"):
        read_recording(webm(0.1))


@settings(max_examples=300, deadline=None)
@given(kind=st.sampled_from(sorted(KINDS)), at=st.floats(0, 1), with_byte=st.integers(0, 255))
def test_nothing_broken_makes_it_fall_over(kind: str, at: float, with_byte: int) -> None:
    made = bytearray(KINDS[kind](3, told=PLACE))
    made[min(int(at * len(made)), len(made) - 1)] = with_byte
    try:
        kept = read_recording(bytes(made))
    except Unusable:
        return
    assert len(kept.data) <= len(made)
