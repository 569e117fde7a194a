"""Other payments of a purchase that is paid: closed at their gateways; their money goes back, after a dispute too."""

from __future__ import annotations

import pytest

from market.gateways.base import Progress
from market.ledger.balances import balance
from market.settlement.earnings import fulfil
from market.settlement.models import OrderGroup, Payment, Refund, SellerTransfer
from market.settlement.quarantine import decide
from market.shop.order.actions import take_payment_news
from market.shop.order.actions.leaving import can_cancel
from market.shop.order.models import Order
from market.shop.order.status import Status
from tests.market.settlement.stand import Stand
from tests.market.settlement.world import (
    NOW,
    Sold,
    a_purchase,
    carry_out_all,
    open_payments,
    orders_of,
    standing_of_accounts,
)

pytestmark = pytest.mark.usefixtures("books")


@pytest.fixture
def group(stand: Stand) -> OrderGroup:
    return a_purchase(Sold(goods=65_000), Sold(goods=30_000))


@pytest.fixture
def late(group: OrderGroup, stand: Stand) -> Payment:
    """An attempt that we had given up, though its page still lives."""
    [payment] = open_payments(group, stand)
    Payment.objects.filter(pk=payment.pk).update(status=Payment.Status.CANCELLED)
    return payment


@pytest.fixture
def newer(late: Payment, group: OrderGroup, stand: Stand) -> Payment:
    """The attempt that took its place."""
    [payment] = open_payments(group, stand)
    return payment


def pays(payment: Payment, stand: Stand, **fields: int) -> str:
    stand.capture(payment.external_id, **fields)
    return hear(payment)


def hear(payment: Payment) -> str:
    told = take_payment_news(gateway_code="stripe", external_id=payment.external_id)
    payment.refresh_from_db()
    return told


def test_the_newer_attempt_is_closed_once_the_older_one_has_paid(late: Payment, newer: Payment, stand: Stand) -> None:
    assert pays(late, stand) == "dibayar"
    assert stand.status(newer.external_id).progress is Progress.WAITING  # not within the lock

    carry_out_all()

    newer.refresh_from_db()
    assert newer.status == Payment.Status.CANCELLED
    assert stand.status(newer.external_id).progress is Progress.CANCELLED


def test_one_that_was_paid_before_it_could_be_closed_goes_back(late: Payment, newer: Payment, stand: Stand) -> None:
    pays(late, stand)
    stand.capture(newer.external_id)

    carry_out_all()

    newer.refresh_from_db()
    assert (newer.status, newer.refunded) == (Payment.Status.REFUNDED, 95_000)
    assert standing_of_accounts() == {"gateway:stripe": 95_000, "held": -95_000}


def test_an_attempt_that_was_not_even_started_is_given_up(late: Payment, newer: Payment, stand: Stand) -> None:
    Payment.objects.filter(pk=newer.pk).update(status=Payment.Status.STARTING, external_id="")
    pays(late, stand)
    newer.refresh_from_db()
    assert newer.status == Payment.Status.CANCELLED


@pytest.mark.parametrize("disputed", [95_000, 40_000])
def test_money_paid_twice_goes_back_also_when_it_was_disputed_first(
    late: Payment, newer: Payment, stand: Stand, disputed: int
) -> None:
    pays(late, stand)
    assert pays(newer, stand, disputed=disputed) == "uang dikembalikan"
    carry_out_all()
    assert balance("disputes") == disputed

    stand.change(newer.external_id, disputed=0)
    for _ in range(2):
        hear(newer)
        carry_out_all()

    assert sum(newer.splits.values_list("refund_asked", flat=True)) == 95_000
    assert balance("held") == -95_000
    failed = Refund.objects.filter(status=Refund.Status.FAILED)  # what was asked beside the dispute, for the desk
    assert -balance("refunds") == sum(failed.values_list("amount", flat=True)) == (95_000 - disputed)


def test_what_was_held_and_given_back_counts_for_nothing_later(group: OrderGroup, stand: Stand) -> None:
    [wrong] = open_payments(group, stand)
    pays(wrong, stand, captured=90_000)
    decide(payment_id=wrong.pk, decision=Payment.Decision.GIVE_BACK, note="kurang", by=None)
    carry_out_all()
    wrong.refresh_from_db()
    assert (wrong.status, wrong.refunded) == (Payment.Status.REFUNDED, 90_000)
    [right] = open_payments(group, stand)
    Order.objects.update(status=Status.HANDED_OVER)  # as cash, say
    assert all(can_cancel(order) for order in Order.objects.all())

    assert pays(right, stand) == "dibayar"
    assert standing_of_accounts() == {"gateway:stripe": 95_000, "held": -95_000}


@pytest.mark.parametrize("end", ["won", "lost"])
def test_a_second_payment_is_not_earned_while_it_is_disputed(stand: Stand, end: str) -> None:
    group = a_purchase(Sold(goods=65_000, commission=3_000))
    [late] = open_payments(group, stand)
    Payment.objects.filter(pk=late.pk).update(status=Payment.Status.CANCELLED)
    [newer] = open_payments(group, stand)
    pays(late, stand)
    pays(newer, stand, disputed=65_000)

    earned = fulfil(order_id=orders_of(group)[0].pk, now=NOW)
    assert earned is not None
    assert (earned.amount, balance("income:commission"), balance("held")) == (62_000, -3_000, -65_000)

    stand.change(newer.external_id, disputed=0, lost=65_000 if end == "lost" else 0)
    hear(newer)
    carry_out_all()
    assert balance("held") == balance("refunds") == 0
    assert list(SellerTransfer.objects.values_list("amount", flat=True)) == [62_000]
