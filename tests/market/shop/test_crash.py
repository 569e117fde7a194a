"""The power goes at each step of a purchase. One sweep later all is as if it had not gone: paid and ordered, or free.

Each step has its own purchase and its own process, which is killed there. The views, the gateway's SDK, its double
behind real HTTP, the inbox, the outbox and PostgreSQL are the real ones.
"""

from __future__ import annotations

import json
import signal
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import requests
import stripe
from django.conf import settings
from django.db.models import Max
from django.test import Client
from django.utils import timezone

from catalogue.models import Product
from market.gateways.stripe import client as client_room
from market.gateways.stripe.catch_up import SETTLING, catch_up
from market.ledger.balances import balance, total
from market.notify.models import Message
from market.outbox import leases
from market.outbox.actions import carry_out, sweep
from market.outbox.models import Effect
from market.settlement import actions as settlement
from market.settlement.models import OrderGroup, Payment
from market.shop.order.models import Order
from market.shop.order.status import Status
from market.shop.order.tasks import release_expired
from tests.forks import end_of, fork
from tests.market.shop.goods import make_product, make_shop, stock_of
from tests.market.shop.steps import BEFORE_ARRIVAL, BEFORE_COMMIT, BEFORE_MONEY, STEPS, Step, die_at
from tests.market.shop.walk import to_review

CARD = {"card": "4242424242424242", "expiry": "12/34", "cvc": "123"}
CHARGED = ("charge.succeeded", "checkout.session.completed")
INTERVAL = 1.0  # second between two sweeps in this test; 30 s in production
SHORT = timedelta(seconds=INTERVAL / 2)


@dataclass
class Purchase:
    """One step's own buyer and goods."""

    step: Step
    product: Product
    client: Client
    form: dict[str, str]

    @property
    def group(self) -> OrderGroup | None:
        return OrderGroup.objects.filter(members__order__lines__product=self.product).first()

    @property
    def order(self) -> Order:
        return Order.objects.get(lines__product=self.product)


def press_pay_and_work(purchase: Purchase) -> None:
    """Live through the whole purchase: press, pay, be told by the gateway, carry out what comes of it."""
    client_room._client.cache_clear()
    last = Effect.objects.aggregate(last=Max("pk"))["last"] or 0
    answer = purchase.client.post("/bayar/periksa/", purchase.form)
    pay(answer["Location"])
    tell_of(purchase, answer["Location"])
    while due := Effect.objects.free(timezone.now()).filter(pk__gt=last).order_by("pk").first():
        carry_out(due.pk)


def pay(page: str) -> None:
    requests.post(page.split("#")[0], data=CARD, allow_redirects=False, timeout=60).raise_for_status()


def tell_of(purchase: Purchase, page: str) -> None:
    """Send the webhook that the gateway would send."""
    event = next(event for event in completed() if event["data"]["object"]["id"] in page)
    body = json.dumps(event)
    signature = stripe.WebhookSignature.generate_signature_header(
        body, settings.STRIPE_WEBHOOK_SECRETS[0], int(time.time())
    )
    purchase.client.post(
        "/hooks/stripe/",
        body,
        content_type="application/json",
        headers={"Stripe-Signature": signature},
    )


def events_of(kind: str) -> list[dict[str, Any]]:
    """Return the gateway's own account of what happened there, the newest first."""
    asked = {"type": kind, "limit": 100}
    events: list[dict[str, Any]] = client_room.client().raw_request("get", "/v1/events", **asked).data["data"]
    return events


def completed() -> list[dict[str, Any]]:
    return events_of("checkout.session.completed")


def crash(step: Step) -> Purchase:
    """Walk to the last page, then go on in a process that is killed at a step."""
    product = make_product(make_shop(), stock=3)
    client = Client()
    purchase = Purchase(step, product, client, to_review(client, product))

    def live_and_die() -> None:
        die_at(step)
        press_pay_and_work(purchase)

    assert end_of(fork(live_and_die)) == -signal.SIGKILL, f"never came to: {step.words}"
    return purchase


def is_settled(purchase: Purchase) -> bool:
    """Is it paid and ordered with its money in the ledger and its messages sent, or not there at all?"""
    group = purchase.group
    if group is None:
        return stock_of(purchase.product) == (3, 0)
    return (
        group.payments.get().status == Payment.Status.CAPTURED
        and purchase.order.status == Status.PAID
        and stock_of(purchase.product) == (3, 1)
    )


def waits_for_its_buyer(purchase: Purchase) -> bool:
    """Is it ordered, with a page at the gateway on which it can be paid?"""
    payment = purchase.group.payments.get() if purchase.group else None
    is_open = payment is not None and payment.status == Payment.Status.WAITING and bool(payment.redirect_url)
    return is_open and stock_of(purchase.product) == (3, 1)


def is_well(purchase: Purchase) -> bool:
    """Is it as it would be had the power not gone?"""
    return waits_for_its_buyer(purchase) if purchase.step in BEFORE_MONEY else is_settled(purchase)


def is_released(purchase: Purchase) -> bool:
    return purchase.order.status == Status.EXPIRED and stock_of(purchase.product) == (3, 0)


def let_buyers_come_back_or_not(purchases: list[Purchase]) -> None:
    """Every other buyer pays after all; of the rest the time to pay ends."""
    for purchase in purchases[::2]:
        page = purchase.client.post("/bayar/periksa/", purchase.form)["Location"]
        pay(page)
        tell_of(purchase, page)
    left = [purchase.group.pk for purchase in purchases[1::2] if purchase.group]
    OrderGroup.objects.filter(pk__in=left).update(hold_expires_at=timezone.now())
    release_expired()
    sweep(seconds=300)


def look_at_the_money(before: set[str]) -> None:
    """Nothing was charged without an order, no order paid twice; ledger, stock and messages are whole.

    Every charge that the gateway made since then counts, whether or not we know of it; `before` are the events before.
    """
    charges = [event for event in events_of("charge.succeeded") if event["id"] not in before]
    sessions = [event["data"]["object"] for event in completed() if event["id"] not in before]
    charged = [session["client_reference_id"] for session in sessions]
    paid = Payment.objects.filter(status=Payment.Status.CAPTURED)
    assert sorted(charged) == sorted(payment.idempotency_key for payment in paid)
    assert len(charges) == len(charged) == len(set(charged)) < 100, "one page of the list has them all"
    assert sum(event["data"]["object"]["amount"] for event in charges) == 100 * sum(one.amount for one in paid)
    assert paid.count() == paid.values("group").distinct().count() == Order.objects.filter(status=Status.PAID).count()
    assert total() == 0
    assert -balance("held") == sum(payment.amount for payment in paid)
    assert not Effect.objects.parked().exists()
    assert not Message.objects.exclude(status=Message.Status.SENT).exists()
    assert Effect.objects.waiting().count() == 0


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let leases and the patience with buyers' own requests end within one interval between sweeps."""
    monkeypatch.setattr(leases, "LEASE", SHORT)
    monkeypatch.setattr(leases, "BEAT", SHORT / 5)
    monkeypatch.setattr(settlement, "RESUME_AFTER", SHORT)


@pytest.mark.long
def test_a_crash_at_any_step_is_made_good_by_the_next_sweep(
    race_database: str, double: str, quick: None, settings: Any
) -> None:
    settings.UNPAID_PER_BUYER = settings.UNPAID_PER_NETWORK = len(STEPS)  # all are one buyer's
    before = {event["id"] for kind in CHARGED for event in events_of(kind)}
    purchases = {step: crash(step) for step in STEPS}
    stuck = [step.words for step in STEPS if not is_well(purchases[step])]
    print(f"Killed at each of {len(STEPS)} steps; without the sweeper {len(stuck)} purchases are stuck")  # noqa: T201
    assert len(stuck) > 10, "the positive control: the sweeper is needed"

    time.sleep(INTERVAL)
    sweep(limit=1000, seconds=300)

    assert [step.words for step in BEFORE_COMMIT if purchases[step].group] == []
    assert [step.words for step in STEPS if step not in BEFORE_ARRIVAL and not is_well(purchases[step])] == []

    catch_up(now=timezone.now() + SETTLING + timedelta(seconds=1))
    sweep(limit=1000, seconds=300)
    assert [step.words for step in STEPS if not is_well(purchases[step])] == []

    waiting = [purchases[step] for step in BEFORE_MONEY]
    let_buyers_come_back_or_not(waiting)
    assert all(is_settled(purchase) for purchase in waiting[::2])
    assert all(is_released(purchase) for purchase in waiting[1::2])
    look_at_the_money(before)
