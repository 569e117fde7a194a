"""Amounts are shared out to the last rupiah."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.settlement.splits import split

AMOUNTS = st.integers(min_value=0, max_value=10**12)
WEIGHTS = st.lists(st.integers(min_value=0, max_value=10**10), min_size=1, max_size=12).filter(any)


@given(AMOUNTS, WEIGHTS)
def test_it_adds_up(amount: int, weights: list[int]) -> None:
    assert sum(split(amount, weights)) == amount


@given(AMOUNTS, WEIGHTS)
def test_it_strays_less_than_a_rupiah_from_the_fair_share(amount: int, weights: list[int]) -> None:
    total = sum(weights)
    for share, weight in zip(split(amount, weights), weights, strict=True):
        assert abs(share * total - amount * weight) < total


@given(AMOUNTS, WEIGHTS)
def test_it_gives_nothing_to_who_has_no_weight(amount: int, weights: list[int]) -> None:
    assert all(share == 0 for share, weight in zip(split(amount, weights), weights, strict=True) if weight == 0)


@given(WEIGHTS)
def test_it_returns_the_weights_when_they_are_the_amount(weights: list[int]) -> None:
    assert split(sum(weights), weights) == weights


def test_it_gives_the_odd_rupiah_to_the_first_of_equals() -> None:
    assert split(100, [1, 1, 1]) == [34, 33, 33]


@pytest.mark.parametrize(("amount", "weights"), [(-1, [1]), (1, []), (1, [0, 0]), (1, [2, -1])])
def test_it_refuses_what_cannot_be_shared(amount: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match="cannot split"):
        split(amount, weights)
