"""Not a rupiah is lost or made when money is shared out: each rule on very many amounts."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from market.settlement.dues import Terms, half_up, portion
from market.settlement.splits import split

rupiah = st.integers(0, 10**12)


def test_a_hundred_thousand_random_splits_add_up() -> None:
    chance = random.Random(7)
    for _ in range(100_000):
        weights = [chance.randrange(0, 10 ** chance.randrange(1, 10)) for _ in range(chance.randrange(1, 9))]
        weights[0] += 1
        amount = chance.randrange(0, 10 ** chance.randrange(1, 13))
        shares = split(amount, weights)
        assert sum(shares) == amount
        whole = sum(weights)
        assert all(
            amount * weight // whole <= share <= -(-amount * weight // whole)
            for share, weight in zip(shares, weights, strict=True)
        )


@given(goods=rupiah, delivery=rupiah, data=st.data())
@settings(max_examples=500, deadline=None, database=None)
def test_an_orders_money_is_shared_to_the_rupiah_however_much_is_kept(
    goods: int, delivery: int, data: st.DataObject
) -> None:
    terms = Terms(
        goods=goods,
        delivery=delivery,
        commission=data.draw(st.integers(0, goods + delivery)),
        subsidy=data.draw(st.integers(0, goods)),
        is_taxed=data.draw(st.booleans()),
    )
    kept, less = sorted(data.draw(st.lists(st.integers(0, terms.total), min_size=2, max_size=2)), reverse=True)
    due, smaller = terms.due(kept), terms.due(less)

    assert due.goods + due.delivery == kept
    assert due.seller + due.commission + due.tax == kept + due.subsidy
    for name in ("goods", "delivery", "commission", "tax", "subsidy"):
        assert getattr(due, name) >= getattr(smaller, name) >= 0
    assert terms.due(terms.total).commission == terms.commission
    assert terms.due(terms.total).subsidy == terms.subsidy


@given(goods=st.integers(1, 10**9), delivery=rupiah, commission=rupiah)
@settings(max_examples=200, deadline=None, database=None)
def test_nothing_kept_leaves_nothing_to_anybody(goods: int, delivery: int, commission: int) -> None:
    due = Terms(goods=goods, delivery=delivery, commission=commission, subsidy=goods, is_taxed=True).due(0)
    assert (due.seller, due.commission, due.tax, due.subsidy) == (0, 0, 0, 0)


def test_halves_go_upward() -> None:
    assert [half_up(amount, 500) for amount in (9, 10, 29, 30)] == [0, 1, 1, 2]
    assert [portion(5, part, 10) for part in (0, 1, 2, 3, 10)] == [0, 1, 1, 2, 5]
    assert portion(5, 0, 0) == 5
