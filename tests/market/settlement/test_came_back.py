"""A gateway's refunds that came back, in any order of news: owed again, the right ones."""

from __future__ import annotations

import pytest

from market.gateways.base import Bounced
from market.settlement.by_hand import give_by_hand
from market.settlement.models import OrderGroup, Payment, Refund
from market.settlement.refunds import TooMuch, ask_order_refund, ask_payment_refund, try_again
from tests.market.settlement.stand import Stand
from tests.market.settlement.world import (
    NOW,
    carry_out_all,
    orders_of,
    standing_of_accounts,
    take_news,
)

pytestmark = pytest.mark.usefixtures("books")


def test_older_news_gives_nothing_back_again(payment: Payment, stand: Stand) -> None:
    given = stand.change(payment.external_id, refunded=95_000)
    take_news(payment, given)
    assert payment.status == Payment.Status.REFUNDED
    take_news(payment, stand.bounce(payment.external_id, amount=40_000))
    take_news(payment, given)

    assert (payment.status, payment.refunded) == (Payment.Status.CAPTURED, 55_000)
    assert standing_of_accounts() == {"gateway:stripe": 40_000, "refunds": -40_000}
    failed = Refund.objects.filter(status=Refund.Status.FAILED)
    assert sum(failed.values_list("amount", flat=True)) == 40_000
    for refund in failed:
        try_again(refund=refund)
    carry_out_all()
    assert standing_of_accounts() == {}


def test_a_refund_of_several_orders_comes_back_and_goes_out_again_as_one(
    group: OrderGroup, payment: Payment, stand: Stand
) -> None:
    for order, amount in zip(orders_of(group), (20_000, 20_000), strict=True):
        ask_order_refund(order_id=order.pk, amount=amount, reason="rusak", key=order.number, by=None, now=NOW)
    carry_out_all()
    key = sorted(stand.given[payment.external_id])[0]

    take_news(payment, stand.bounce(payment.external_id, key=key))

    [refund] = Refund.objects.filter(status=Refund.Status.FAILED)
    assert key == f"payment.refund:{refund.key}"  # the one that was asked, not the other like it
    with pytest.raises(TooMuch):
        ask_order_refund(order_id=refund.split.order_id, amount=65_000, reason="x", key="x", by=None, now=NOW)
    try_again(refund=refund)
    carry_out_all()
    assert standing_of_accounts() == {"gateway:stripe": 55_000, "held": -55_000}


def test_the_rest_of_a_refund_is_found_when_it_comes_back(
    payment: Payment, stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_payment_refund(payment=payment, reason="terlambat", by=None, now=NOW)
    take_news(payment, stand.change(payment.external_id, refunded=30_000))  # outside, before we asked
    asked: dict[str, object] = {}
    monkeypatch.setattr(stand, "refund", lambda external_id, **told: asked.update(told))  # only promised for now
    carry_out_all()
    assert asked["amount"] == 65_000

    back = Bounced(id="re_1", key=str(asked["idempotency_key"]), amount=65_000)
    take_news(payment, stand.change(payment.external_id, bounced=(back,)))

    assert sorted(Refund.objects.values_list("amount", "status")) == [(30_000, "done"), (65_000, "failed")]


def test_one_that_came_back_and_one_that_was_given_are_told_apart_in_one_reading(
    group: OrderGroup, payment: Payment, stand: Stand
) -> None:
    first, second = orders_of(group)
    ask_order_refund(order_id=first.pk, amount=50_000, reason="rusak", key="a", by=None, now=NOW)
    carry_out_all()
    stand.bounce(payment.external_id, key=next(iter(stand.given[payment.external_id])))  # and no news of it
    ask_order_refund(order_id=second.pk, amount=30_000, reason="rusak", key="b", by=None, now=NOW)
    carry_out_all()

    assert sorted(Refund.objects.values_list("amount", "status")) == [(30_000, "done"), (50_000, "failed")]
    assert standing_of_accounts() == {"gateway:stripe": 65_000, "held": -15_000, "refunds": -50_000}


def test_what_was_given_twice_is_made_good_before_anything_is_owed_again(payment: Payment, stand: Stand) -> None:
    """The treasurer gave 95,000 by hand while somebody gave 60,000 in Stripe's dashboard, of which 10,000 bounced."""
    ask_payment_refund(payment=payment, reason="batal", by=None, now=NOW)
    Refund.objects.update(status=Refund.Status.FAILED)
    for refund in Refund.objects.order_by("pk"):
        give_by_hand(refund_id=refund.pk, paid_from="bank:treasurer", evidence="kuitansi", by=None, now=NOW)
    payment.refresh_from_db()
    take_news(payment, stand.change(payment.external_id, refunded=60_000))
    assert standing_of_accounts()["expense:disputes"] == 60_000

    take_news(payment, stand.bounce(payment.external_id, amount=10_000))

    assert not Refund.objects.filter(status=Refund.Status.FAILED).exists()
    assert (payment.status, payment.refunded) == (Payment.Status.REFUNDED, 50_000)
    assert standing_of_accounts()["expense:disputes"] == 50_000


def test_one_that_came_back_unheard_and_was_given_again_under_its_key_is_given(
    group: OrderGroup, payment: Payment, stand: Stand
) -> None:
    """Somebody had given 14,256 in the dashboard, of which 108 came back too; we hear of all of it at once."""
    stand.change(payment.external_id, refunded=14_256)
    stand.bounce(payment.external_id, amount=108)
    ask_order_refund(order_id=orders_of(group)[0].pk, amount=30_000, reason="rusak", key="a", by=None, now=NOW)
    [refund] = Refund.objects.all()
    key = f"payment.refund:{refund.key}"
    stand.refund(payment.external_id, amount=30_000, idempotency_key=key)  # and we die before we hear of it
    stand.bounce(payment.external_id, key=key)

    carry_out_all()

    refund.refresh_from_db()
    payment.refresh_from_db()
    assert (refund.status, payment.refunded) == (Refund.Status.DONE, 44_148)
    failed = Refund.objects.filter(status=Refund.Status.FAILED)
    assert sum(failed.values_list("amount", flat=True)) == 108
