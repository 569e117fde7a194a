"""Refunds that Stripe refused: asked anew under a key of their own, and never given back twice."""

from __future__ import annotations

from market.gateways.stripe.double import disputes
from market.outbox.models import Effect
from market.settlement.models import OrderGroup, Payment, Refund
from market.settlement.refunds import try_again
from market.shop.order.actions import refund_order
from market.shop.order.models import Order
from tests.market.shop.streams import GOOD, Shore, deliver, dispute, pay, verdict, work_off


def hear_all(shore: Shore) -> None:
    for event in shore.events():
        deliver(event)
    work_off()


def paid_order(shore: Shore) -> Order:
    pay(GOOD)(shore)
    hear_all(shore)
    return Order.objects.filter(membership__group=shore.group).earliest("pk")


def ask(order: Order, key: str = "satu", amount: int = 10_000) -> Refund:
    refund = refund_order(order=order, amount=amount, reason="pecah", key=key, by=None)
    work_off()
    refund.refresh_from_db()
    return refund


def refused(shore: Shore) -> Refund:
    """Return a refund that Stripe refused, as the buyer's bank held the money when it was asked."""
    order = paid_order(shore)
    dispute(30_000)(shore)
    refund = ask(order)
    assert refund.status == Refund.Status.FAILED
    return refund


def test_a_refusal_that_stripe_remembers_does_not_stand_in_the_way(shore: Shore) -> None:
    refund = refused(shore)
    verdict("won")(shore)
    hear_all(shore)

    try_again(refund=refund)
    work_off()

    refund.refresh_from_db()
    assert refund.status == Refund.Status.DONE
    assert [one["amount"] for one in shore.house.store["refunds"].values()] == [10_000_00]


def test_what_stripe_has_under_the_key_is_not_given_again_by_another_attempt(shore: Shore) -> None:
    order = paid_order(shore)
    refund = ask(order)
    Refund.objects.update(status=Refund.Status.FAILED)  # we take it for refused, though it was given
    Payment.objects.update(refunded=0)

    try_again(refund=refund)
    work_off()

    refund.refresh_from_db()
    assert refund.status == Refund.Status.DONE
    assert len(shore.house.store["refunds"]) == 1


def test_an_older_attempt_says_nothing_any_more(shore: Shore) -> None:
    refund = refused(shore)
    disputes.decide(shore.house.store, disputes.disputes_of(shore.house.store, shore.charge)[0], "won")
    hear_all(shore)
    try_again(refund=refund)
    first, second = Effect.objects.filter(kind="payment.refund").order_by("pk")
    Effect.objects.filter(pk=second.pk).update(parked_at=second.created_at)
    Effect.objects.filter(pk=first.pk).update(parked_at=None, attempts=0)

    work_off()

    refund.refresh_from_db()
    assert (refund.status, len(shore.house.store["refunds"])) == (Refund.Status.ASKED, 0)


def test_a_key_of_any_length_is_one_refund(shore: Shore) -> None:
    order = paid_order(shore)
    long, other = "k" * 150, "k" * 149 + "x"

    assert ask(order, long) == ask(order, long)
    assert ask(order, other) != ask(order, long)
    assert Refund.objects.count() == 2
    assert OrderGroup.objects.get().payments.get().refunded == 20_000
