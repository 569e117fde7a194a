from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from market.gateways.stripe.money import NotWholeRupiah, from_stripe, to_stripe


def test_it_sends_fifteen_thousand_rupiah_with_two_decimals() -> None:
    assert to_stripe(15_000) == 1_500_000


@given(some.integers(min_value=1, max_value=10**12))
def test_it_comes_back_as_it_went(rupiah: int) -> None:
    assert from_stripe(to_stripe(rupiah), "idr") == rupiah


@pytest.mark.parametrize("amount", [0, -5, 1.0, "100", None, True])
def test_it_sends_nothing_but_whole_rupiah_above_zero(amount: object) -> None:
    with pytest.raises(NotWholeRupiah):
        to_stripe(amount)  # type: ignore[arg-type]


@given(some.integers(min_value=1, max_value=10**12).filter(lambda amount: amount % 100))
def test_it_refuses_a_fraction_of_a_rupiah_from_stripe(amount: int) -> None:
    with pytest.raises(NotWholeRupiah):
        from_stripe(amount, "idr")


def test_it_leaves_another_currency_as_it_is() -> None:
    assert from_stripe(1_234, "usd") == 1_234
