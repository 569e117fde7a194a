"""A refund that Stripe gave, or promised, and that came to nothing: owed again, and given another way."""

from __future__ import annotations

import pytest

from market.gateways.stripe.double import refunds
from market.ledger.balances import balance
from market.notify.models import Message
from market.settlement.by_hand import give_by_hand
from market.settlement.models import Payment, Refund
from market.settlement.refunds import try_again
from market.shop.order.actions import refund_order
from market.shop.order.models import Order
from tests.market.settlement.desk import a_keeper
from tests.market.settlement.world import NOW
from tests.market.shop.streams import GOOD, Shore, deliver, pay, work_off

pytestmark = pytest.mark.django_db
WAITS = "4000000000007726"


def hear_all(shore: Shore) -> None:
    for event in shore.events():
        deliver(event)
    work_off()


def given(shore: Shore, card: str = GOOD) -> Refund:
    """Return a refund of Rp10.000 that Stripe gave, or promised."""
    pay(card)(shore)
    hear_all(shore)
    order = Order.objects.filter(membership__group=shore.group).earliest("pk")
    refund = refund_order(order=order, amount=10_000, reason="pecah", key="satu", by=None)
    work_off()
    return refund


def fail(shore: Shore, refund: Refund) -> None:
    refunds.settle(shore.house.store, list(shore.house.store["refunds"].values())[-1], "failed")
    hear_all(shore)
    refund.refresh_from_db()


@pytest.mark.parametrize("card", [GOOD, WAITS])
def test_it_is_owed_again_and_the_desk_hears_of_it_once(shore: Shore, card: str) -> None:
    a_keeper()
    refund = given(shore, card)

    fail(shore, refund)
    hear_all(shore)

    payment = Payment.objects.get()
    assert (refund.status, refund.done_at, payment.refunded) == (Refund.Status.FAILED, None, 0)
    assert (balance("refunds"), balance("gateway:stripe")) == (-10_000, payment.captured)
    [alarm] = Message.objects.filter(template="money_alert")
    assert "Rp10.000" in alarm.text


def test_it_is_given_at_another_attempt(shore: Shore) -> None:
    refund = given(shore)
    fail(shore, refund)

    try_again(refund=refund)
    work_off()

    refund.refresh_from_db()
    payment = Payment.objects.get()
    assert (refund.status, payment.refunded) == (Refund.Status.DONE, 10_000)
    assert (balance("refunds"), balance("gateway:stripe")) == (0, payment.captured - 10_000)
    fail(shore, refund)
    assert (refund.status, balance("refunds")) == (Refund.Status.FAILED, -10_000)


def test_it_is_given_by_hand(shore: Shore) -> None:
    refund = given(shore)
    fail(shore, refund)
    give_by_hand(refund_id=refund.pk, paid_from="bank:treasurer", evidence="TRF", by=None, now=NOW)
    hear_all(shore)
    assert (balance("refunds"), balance("bank:treasurer")) == (0, -10_000)
