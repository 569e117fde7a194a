"""Lines of an order are declined while it is cancelled and leaves: each piece and each rupiah goes one way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from catalogue.models import Product
from market.ledger.balances import total
from market.settlement.models import Refund
from market.shop.order.actions import (
    NotAnswerable,
    NotCancellable,
    NotPaid,
    accept_line,
    cancel_order,
    decline_line,
    hand_over,
    leaving,
)
from market.shop.order.actions import answering as room
from market.shop.order.models import Order, OrderNote
from market.shop.order.status import Status
from market.shop.partner.models import Partner
from tests.market.settlement.test_refund_race import at_once
from tests.market.shop.goods import make_product, stock_of
from tests.market.shop.test_answering import PRICES, line_of, paid


def told(work: Callable[[], Any], *foreseen: type[Exception]) -> Callable[[], str]:
    """Run it; an answer that may be foreseen is told by its name."""

    def run() -> str:
        try:
            work()
        except foreseen as no:
            return type(no).__name__
        return "done"

    return run


def answers(order: Order) -> list[Any]:
    """Return sixteen works on an order: lines are declined twice each, the order is cancelled, its goods leave."""
    lines = list(order.lines.order_by("pk"))
    works = [lambda one=line: decline_line(line=one, reason="r", by=None) for line in lines for _ in range(2)]
    works += [lambda: cancel_order(order=Order.objects.get(pk=order.pk), reason="r", by=None)] * 4
    works += [lambda: hand_over(order=order, carrier="K", tracking_number="", by=None)] * 4
    works += [lambda one=line: accept_line(line=one, by=None) for line in lines]
    return works[:16] if len(works) >= 16 else works + [works[0]] * (16 - len(works))


def is_right(order: Order, goods: list[Product]) -> bool:
    """Is each piece in one place, and has each rupiah gone back or stayed?"""
    order.refresh_from_db()
    back = sum(Refund.objects.values_list("amount", flat=True))
    lines = {line.product_id: line for line in order.lines.all()}
    if order.status == Status.CANCELLED:
        return back == order.total_incl_tax and {stock_of(product) for product in goods} == {(5, 0)}
    declined = [line for line in lines.values() if line.is_declined]
    gone = (3, 0) if order.status == Status.HANDED_OVER else (5, 2)
    shelves = all(stock_of(one) == ((5, 0) if lines[one.pk].is_declined else gone) for one in goods)
    return shelves and back == sum(line.owed for line in declined)


@pytest.mark.django_db(transaction=True)
def test_declining_cancelling_and_handing_over_at_once_leave_each_piece_in_one_place(shop: Partner) -> None:
    for _ in range(3):
        Refund.objects.all().delete()
        goods = [make_product(shop, price=price, stock=5) for price in PRICES]
        order = paid(goods)
        said = at_once([told(work, NotAnswerable, NotCancellable, NotPaid) for work in answers(order)])
        assert len(said) == 16, "one of them fell over"
        assert is_right(order, goods), said
        assert total() == 0


@pytest.mark.django_db(transaction=True)
def test_sixteen_who_decline_the_same_line_decline_it_once(shop: Partner) -> None:
    goods = [make_product(shop, price=price, stock=5) for price in PRICES]
    order = paid(goods)
    line = line_of(order, goods[0])
    assert at_once([told(lambda: decline_line(line=line, reason="r", by=None))] * 16) == ["done"] * 16
    assert is_right(order, goods)
    assert (Refund.objects.count(), OrderNote.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_same_line_is_declined_twice(shop: Partner, monkeypatch: pytest.MonkeyPatch) -> None:
    """The positive control."""
    goods = [make_product(shop, price=price, stock=5) for price in PRICES]
    order = paid(goods)

    def unlocked(asked: Order) -> Order:
        return Order.objects.select_related("membership__group").get(pk=asked.pk)

    for module in (room, leaving):
        monkeypatch.setattr(module, "lock_order", unlocked)
    monkeypatch.setattr("django.db.models.query.QuerySet.select_for_update", lambda self, **_kwargs: self)
    line = line_of(order, goods[0])
    said = at_once([told(lambda: decline_line(line=line, reason="r", by=None), Exception)] * 16)
    assert len(said) == 16
    assert said.count("done") < 16, "the database refused what the lock would have kept apart"
