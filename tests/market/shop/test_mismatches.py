"""What Stripe tells differs from what we asked: it is held back with an alarm, and never counts as paid."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from market.gateways.registry import get_gateway
from market.ledger.balances import balances
from market.notify.models import Message
from market.outbox.models import Effect
from market.settlement.models import Payment
from market.shop.order.actions import NotPayable, prepare_payments
from market.shop.order.models import Line, Order
from market.shop.order.status import Status
from tests.market.settlement.desk import a_keeper
from tests.market.shop.streams import GOOD, Shore, deliver, pay, told, undone, work_off

Thing = dict[str, Any]


def change(thing: str, **values: Any) -> Callable[[Shore], None]:
    """Return what alters the session, the intent or the charge of a payment at the double."""

    def alter(shore: Shore) -> None:
        shore_thing(shore, thing).update(values)

    return alter


def shore_thing(shore: Shore, thing: str) -> Thing:
    if thing == "charge":
        return shore.charge
    if thing == "intent":
        return shore.house.store["intents"][shore.session["payment_intent"]]
    return shore.session


def everywhere(name: str, by: int) -> Callable[[Shore], None]:
    """Change one sum in a way that Stripe's objects agree on, so that only our own record differs."""

    def alter(shore: Shore) -> None:
        shore.session["amount_total"] += by
        shore_thing(shore, "intent")["amount"] += by
        if name == "all":
            shore_thing(shore, "intent")["amount_received"] += by
            shore.charge["amount_captured"] += by

    return alter


def captured_differs(by: int) -> Callable[[Shore], None]:
    def alter(shore: Shore) -> None:
        shore_thing(shore, "intent")["amount_received"] += by
        shore.charge["amount_captured"] += by

    return alter


def charge_of(shore: Shore, by: int) -> None:
    shore.charge["amount_captured"] += by


def currency_everywhere(currency: str | None) -> Callable[[Shore], None]:
    def alter(shore: Shore) -> None:
        for thing in ("session", "intent", "charge"):
            shore_thing(shore, thing)["currency"] = currency

    return alter


def reference_everywhere(reference: str | None) -> Callable[[Shore], None]:
    def alter(shore: Shore) -> None:
        shore.session["client_reference_id"] = reference
        shore_thing(shore, "intent")["metadata"] = {"reference": reference} if reference else {}

    return alter


MISMATCHES: dict[str, Callable[[Shore], None]] = {
    "one rupiah less": everywhere("all", -100),
    "one rupiah more": everywhere("all", 100),
    "a hundred times less": lambda shore: everywhere("all", -shore.session["amount_total"] * 99 // 100)(shore),
    "a sum with a fraction": everywhere("all", 50),
    "asked for more than was paid": everywhere("asked", 100_000),
    "paid in part": captured_differs(-100_000),
    "paid more than was asked": captured_differs(100_000),
    "nothing captured": lambda shore: captured_differs(-shore.charge["amount_captured"])(shore),
    "captured with a fraction": captured_differs(-50),
    "another currency": currency_everywhere("usd"),
    "a currency without decimals": currency_everywhere("jpy"),
    "no currency": change("session", currency=None),
    "paid in another currency than asked": change("intent", currency="sgd"),
    "charged in another currency than paid": change("charge", currency="sgd"),
    "no reference": reference_everywhere(None),
    "somebody else's reference": reference_everywhere("PH-0000-0000-pay-1"),
    "the reference of another attempt": lambda shore: reference_everywhere(
        shore.payment.idempotency_key.replace("pay-1", "pay-2")
    )(shore),
    "the reference in small letters": lambda shore: reference_everywhere(shore.payment.idempotency_key.lower())(shore),
    "a payment for another reference": change("intent", metadata={"reference": "PH-0000-0000-pay-1"}),
    "another session under the same id": change("session", id="cs_test_of_somebody_else"),
    "a session of live mode": change("session", livemode=True),
    "a payment of live mode": change("intent", livemode=True),
    "a charge of live mode": change("charge", livemode=True),
    "a subscription": change("session", mode="subscription"),
    "money for another account": change("intent", transfer_data={"destination": "acct_1"}),
    "a charge on behalf of another account": change("charge", on_behalf_of="acct_1"),
    "a fee for somebody else": change("intent", application_fee_amount=100_000),
    "a charge of another payment": change("charge", payment_intent="pi_of_somebody_else"),
    "a charge that failed": change("charge", status="failed", paid=False),
    "a charge that was only authorised": change("charge", captured=False),
    "a charge of another sum": lambda shore: shore.charge.update(
        amount_captured=shore.charge["amount_captured"] - 100
    ),
    "no charge at all": change("intent", latest_charge=None),
}


IN_SUSPENSE = {
    "one rupiah less",
    "one rupiah more",
    "a hundred times less",
    "asked for more than was paid",
    "paid in part",
    "paid more than was asked",
    "no reference",
    "somebody else's reference",
    "the reference of another attempt",
    "the reference in small letters",
}
"""Rupiah that are ours by all that Stripe says, only not what we asked for: they are in the ledger at once."""


def hear(shore: Shore) -> None:
    for event in shore.events():
        if event["type"] in ("checkout.session.completed", "charge.succeeded"):
            deliver(event)
    work_off()


def test_there_are_more_than_twenty_kinds() -> None:
    assert len(MISMATCHES) >= 20


@pytest.mark.parametrize("kind", MISMATCHES)
def test_it_is_held_back_with_an_alarm_and_not_booked(
    shore: Shore, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    pay(GOOD)(shore)
    MISMATCHES[kind](shore)

    hear(shore)

    payment = Payment.objects.get()
    assert (payment.status, payment.captured) == (Payment.Status.QUARANTINED, 0)
    assert payment.note
    alarms = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert any(f"{payment.idempotency_key} is held back" in alarm for alarm in alarms)
    assert set(Order.objects.values_list("status", flat=True)) == {Status.AWAITING_PAYMENT}
    came = get_gateway("stripe").status(payment.external_id).captured if kind in IN_SUSPENSE else 0
    assert bool(came) == (kind in IN_SUSPENSE)
    assert {one.code: one.balance for one in balances() if one.balance} == (
        {"gateway:stripe": came, "suspense": -came} if came else {}
    )
    assert not Message.objects.exists()
    assert not Effect.objects.parked().exists()


def test_it_stays_held_back_when_stripe_changes_its_mind_and_nobody_pays_again(shore: Shore) -> None:
    pay(GOOD)(shore)
    everywhere("all", -100)(shore)
    hear(shore)
    everywhere("all", 100)(shore)
    deliver(shore.events()[0])
    work_off()

    assert Payment.objects.get().status == Payment.Status.QUARANTINED
    assert {line.stockrecord.num_allocated for line in Line.objects.all()} == {2}
    with pytest.raises(NotPayable):
        prepare_payments(group=shore.group, now=shore.group.placed_at)


@pytest.mark.parametrize("kind", ["one rupiah less", "another currency", "a session of live mode"])
def test_what_was_booked_before_stays_and_the_alarm_is_raised(
    shore: Shore, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    pay(GOOD)(shore)
    hear(shore)
    before = told(shore)
    a_keeper()
    MISMATCHES[kind](shore)
    for _ in range(2):
        deliver(shore.events()[0])
        work_off()

    [alarm] = Message.objects.filter(template="money_alert")
    assert f"{shore.payment.idempotency_key} sudah dibukukan" in alarm.text
    alarm.delete()
    assert told(shore) | {"sent": before["sent"]} == before
    assert before["payment"]["status"] == Payment.Status.CAPTURED
    assert "is held back" in caplog.text


def test_what_agrees_is_booked(shore: Shore, caplog: pytest.LogCaptureFixture) -> None:
    with undone(shore):
        pay(GOOD)(shore)
        hear(shore)
        assert Payment.objects.get().status == Payment.Status.CAPTURED
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
