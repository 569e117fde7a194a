"""Lifecycles of a card payment at Stripe's double, and their events delivered in any order, often or late.

The double, the SDK, the gateway, the inbox, the outbox and all that acts on them are the real ones; only the sockets
between the SDK and the double are left out, and each stream's changes are rolled back.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlsplit

import stripe
from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone

from market.gateways.stripe.double import disputes, pages, refunds, sessions
from market.gateways.stripe.double.house import House
from market.gateways.stripe.keeping import keep
from market.ledger.balances import balances, total
from market.notify.channels.box import BoxChannel
from market.notify.models import Message
from market.outbox.actions import carry_out
from market.outbox.models import Effect
from market.settlement.models import OrderGroup, Payment, PaymentSplit, Refund, SellerTransfer
from market.shop.order.actions import hand_over, receive, refund_order
from market.shop.order.models import Line, Order
from market.shop.order.status import Status

Act = Callable[["Shore"], object]
RECEIVED: Act = lambda shore: None  # noqa: E731  (a mark: the goods arrive, after all that is under way was heard)
ASKED_BACK: Act = lambda shore: None  # noqa: E731  (a mark: we give a part back, after all that was heard)
BARRIERS = (RECEIVED, ASKED_BACK)


class Outside(BoxChannel):
    """A channel that counts what is sent through it, as the one who receives it would."""

    sent: ClassVar[list[str]] = []

    def send(self, *, phone: str, text: str, key: str) -> str:
        self.sent.append(key)
        return key


class InProcess(stripe.HTTPClient):
    """Carries the SDK's requests to a double without a socket."""

    name = "in process"

    def __init__(self, house: House) -> None:
        super().__init__()
        self.house = house

    def request(self, method: str, url: str, headers: Any, post_data: Any = None) -> tuple[str, int, Any]:
        parts = urlsplit(url)
        encoded = post_data.decode() if isinstance(post_data, bytes) else post_data or parts.query
        reply = self.house.reply(method.upper(), parts.path, encoded, headers)
        return json.dumps(reply.body), reply.status, reply.headers

    def close(self) -> None:
        pass


@dataclass
class Shore:
    """The double and the one payment that a stream is about."""

    house: House
    group: OrderGroup
    payment: Payment

    def events(self) -> list[dict[str, Any]]:
        return list(self.house.store["events"].values())

    @property
    def session(self) -> dict[str, Any]:
        return self.house.store["sessions"][self.payment.external_id]

    @property
    def charge(self) -> dict[str, Any]:
        return self.house.store["charges"][
            self.house.store["intents"][self.session["payment_intent"]]["latest_charge"]
        ]


ASKED_FOR = frozenset(
    {
        "checkout.session.completed",
        "checkout.session.expired",
        "charge.refunded",
        "refund.updated",
        "refund.failed",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.funds_reinstated",
        "charge.dispute.closed",
    }
)
"""The kinds that docs/payments.md says to have sent to us; a stream of all kinds tells nothing more."""


def new_house() -> House:
    return House(
        base="http://127.0.0.1:9", webhook_url=None, secret="whsec_double", state=None, clock=None, first_pause=1.0
    )


def pay(card: str) -> Act:
    return lambda shore: pages.take_payment(
        shore.house, shore.session["id"], {"card": card, "expiry": "12/34", "cvc": "123"}
    )


def give_back(rupiah: int) -> Act:
    return lambda shore: refunds.give_back(
        shore.house.store, {"payment_intent": shore.session["payment_intent"], "amount": rupiah * 100}
    )


def refund_fails(shore: Shore) -> object:
    """The last refund comes back: the card was closed meanwhile."""
    return refunds.settle(shore.house.store, list(shore.house.store["refunds"].values())[-1], "failed")


def dispute(rupiah: int) -> Act:
    return lambda shore: disputes.open_dispute(shore.house.store, shore.charge, amount=rupiah * 100)


def verdict(how: str) -> Act:
    return lambda shore: disputes.decide(
        shore.house.store, disputes.disputes_of(shore.house.store, shore.charge)[-1], how
    )


def agree(shore: Shore) -> object:
    return pages.take_answer(shore.house, shore.session["id"], {"answer": "agree"})


def expire(shore: Shore) -> object:
    return sessions.expire(shore.house.store, shore.session)


GOOD, POOR, ASKS = "4242424242424242", "4000000000009995", "4000002500003155"

LIFECYCLES: dict[str, list[Act]] = {
    "paid at the second try": [pay(POOR), pay(GOOD), RECEIVED],
    "paid after the holder agreed": [pay(ASKS), agree],
    "never paid": [pay(POOR), expire],
    "given back in two parts": [pay(GOOD), give_back(10_000), give_back(6_000)],
    "given back after it arrived": [pay(GOOD), RECEIVED, give_back(20_000)],
    "our refund fails": [pay(GOOD), ASKED_BACK, refund_fails],
    "their refund fails": [pay(GOOD), give_back(9_000), refund_fails],
    "our refund fails, then disputed": [pay(GOOD), ASKED_BACK, refund_fails, dispute(12_000), verdict("won")],
    "disputed in vain": [pay(GOOD), dispute(30_000), verdict("won"), give_back(4_000)],
    "disputed and lost in part": [pay(GOOD), give_back(8_000), dispute(20_000), verdict("lost")],
    "disputed twice": [pay(GOOD), dispute(12_000), verdict("won"), dispute(14_000), verdict("lost")],
    "disputed after it arrived": [pay(GOOD), RECEIVED, dispute(16_000), verdict("lost")],
}


def in_order(shore: Shore, steps: list[Act]) -> None:
    """Let each event arrive once, right when it happens, and be acted on at once."""
    for step in steps:
        known = len(shore.events())
        take(shore, step)
        for event in shore.events()[known:]:
            deliver(event)
            work_off()


def deliver(event: dict[str, Any]) -> bool:
    return keep(event_id=event["id"], body=json.dumps(event))


def work_off(chance: random.Random | None = None) -> int:
    """Carry out what is due until nothing is, in any order; return how many effects that were."""
    done = 0
    while due := due_effects():
        if chance:
            chance.shuffle(due)
        for effect in due:
            carry_out(effect)
        done += len(due)
    return done


def due_effects() -> list[int]:
    return list(Effect.objects.free(timezone.now()).order_by("pk").values_list("pk", flat=True))


def take(shore: Shore, step: Act) -> None:
    if step not in BARRIERS:
        step(shore)
        return
    if step is ASKED_BACK:
        first = Order.objects.filter(membership__group=shore.group).earliest("pk")
        refund_order(order=first, amount=11_000, reason="rusak", key="ours", by=None)
        work_off()
        return
    for order in Order.objects.filter(membership__group=shore.group, status=Status.PAID).order_by("pk"):
        hand_over(order=order, carrier="JNE", tracking_number="JNE001", by=None)
        receive(order=Order.objects.get(pk=order.pk))
    work_off()


@contextmanager
def undone(shore: Shore) -> Iterator[None]:
    """Check the constraints that wait for the end, then undo all that happened meanwhile, at the double too."""
    before, sent = json.dumps(shore.house.store.tables), len(Outside.sent)
    with transaction.atomic():
        yield
        connection.check_constraints()
        transaction.set_rollback(True)
    shore.house.store.tables = json.loads(before)
    del Outside.sent[sent:]


def told(shore: Shore) -> dict[str, Any]:
    """Return all that counts in the end, without the numbers that the database gives out."""
    group = {"membership__group": shore.group}
    return {
        "payment": Payment.objects.values(
            "status", "captured", "refunded", "disputed", "lost", "extra", "account", "external_id"
        ).get(pk=shore.payment.pk),
        "splits": list(PaymentSplit.objects.order_by("pk").values_list("order_id", "amount", "refund_asked")),
        "orders": list(Order.objects.filter(**group).order_by("pk").values_list("number", "status")),
        "stock": list(
            Line.objects.filter(order__in=Order.objects.filter(**group))
            .order_by("pk")
            .values_list("stockrecord__num_in_stock", "stockrecord__num_allocated")
        ),
        "refunds": list(
            Refund.objects.values("split", "status").annotate(sum=Sum("amount")).order_by("split", "status")
        ),
        "transfers": list(
            SellerTransfer.objects.order_by("order_id", "amount").values_list("order_id", "kind", "amount")
        ),
        "ledger": {one.code: one.balance for one in balances() if one.balance},
        "total": total(),
        "messages": list(Message.objects.order_by("key").values_list("key", "status", "text")),
        "sent": sorted(Outside.sent),
        "given back at the gateway": sorted(
            (one["amount"], one["status"]) for one in shore.house.store["refunds"].values()
        ),
        "parked": Effect.objects.parked().count(),
    }
