"""How words are read, on both sides of the search."""

from __future__ import annotations

import pytest

from market.shop.search.entries import Findable
from market.shop.search.spelling import nearest
from market.shop.search.words import stem, words_of


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("oleh-oleh", ["oleh-oleh"]),
        ("Oleh oleh", ["oleh-oleh"]),
        ("oleh2 amplang", ["oleh-oleh", "amplang"]),
        ("kunang2", ["kunang"]),
        ("manik-manikan", ["manik"]),
        ("rempah rempah", ["rempah"]),
        ("madu 600gram", ["madu", "600", "g"]),
        ("lampit 180x220", ["lampit", "180", "220"]),
        ("Café Jum'at", ["cafe", "jumat"]),
        ("<>|&!'\\", []),
    ],
)
def test_it_reads_words_as_people_write_them(typed: str, read: list[str]) -> None:
    assert words_of(typed) == read


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("menganyam", "anyam"),
        ("anyaman", "anyam"),
        ("keripik", "keripik"),
        ("kelapa", "kelapa"),
        ("oleh-oleh", "oleh-oleh"),
        ("seraung", "seraung"),
        ("toples", "toples"),
        ("beras", "beras"),
        ("monkeys", "monkey"),
    ],
)
def test_it_finds_the_root_and_keeps_what_has_none(word: str, root: str) -> None:
    assert stem(word) == root


def test_it_weighs_words_by_where_they_stand() -> None:
    madu = Findable(kind="product", title="Madu hutan", names="Telawang", shelf="Gula", text="Dipanen oleh Siti")

    vector = madu.vector()

    assert "'^madu':1A" in vector
    assert "'telawang':13B" in vector  # a name is no word to take apart
    assert "'panen'" in vector
    assert "'oleh'" not in vector
    assert madu.vocabulary()["madu"] is True
    assert madu.vocabulary()["dipanen"] is False


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ampalng", "amplang"), ("klulut", "kelulut"), ("rottan", "rotan"), ("xyzxyz", None), ("qqqq", None)],
)
def test_it_takes_the_nearest_word_for_a_mistyped_one(typed: str, meant: str | None) -> None:
    vocabulary = dict.fromkeys(("amplang", "kelulut", "rotan", "ampas"), True)

    assert nearest(typed, vocabulary)[:1] == ([meant] if meant else [])
