"""Amounts in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from market.rupiah.words import in_words, rupiah_in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (17, "tujuh belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (115, "seratus lima belas"),
        (1_000, "seribu"),
        (1_500, "seribu lima ratus"),
        (21_000, "dua puluh satu ribu"),
        (101_000, "seratus satu ribu"),
        (1_001_000, "satu juta seribu"),
        (2_000_000_000, "dua miliar"),
        (-25_000, "minus dua puluh lima ribu"),
    ],
)
def test_it_says_a_number(number: int, words: str) -> None:
    assert in_words(number) == words


def test_it_says_rupiah_of_the_database() -> None:
    assert rupiah_in_words(Decimal("25000.00")) == "dua puluh lima ribu rupiah"


def test_it_says_nothing_that_it_cannot() -> None:
    with pytest.raises(ValueError, match="1000000000000000"):
        in_words(10**15)


def test_each_number_below_a_million_is_said_differently() -> None:
    assert len({in_words(number) for number in range(0, 1_000_000, 7)}) == len(range(0, 1_000_000, 7))
