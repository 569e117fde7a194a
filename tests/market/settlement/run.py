"""One run of the machine: begun in the same world as every other, looked at after each step, and undone."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from hypothesis.stateful import RuleBasedStateMachine, invariant

from market.gateways.base import Progress, Standing
from market.ledger.balances import balance
from market.ledger.models import Journal
from market.outbox.models import Effect
from market.outbox.registry import Hopeless
from market.settlement import effects
from market.settlement.actions import ask_refund
from market.settlement.earnings import fulfil
from market.settlement.models import Payment, PaymentSplit, Refund
from market.shop.order.actions.money import _take_standing
from tests.market.settlement.beginning import World
from tests.market.settlement.books import what_is_wrong
from tests.market.settlement.stand import Stand
from tests.market.settlement.world import NOW, take_news

UNCHANGING = ("SELECT", "SAVEPOINT", "RELEASE", "PREPARE", "EXECUTE")
T = TypeVar("T")


class Run(RuleBasedStateMachine):
    """What the rules stand on.

    Rules draw plain numbers, which mean what is there; what is drawn never depends on the database. `seen` counts the
    runs, and those in which each kind of journal was written.
    """

    world: World
    stand: Stand
    seen: ClassVar[Counter[str]]

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.has_written = True
        self.watching = connection.execute_wrapper(self.watch)
        self.watching.__enter__()
        self.stand.payments = dict(self.world.standings)
        self.stand.given = {}
        self.heard: dict[str, Standing | None] = dict(self.world.standings)
        self.readings: list[tuple[Payment, Standing, datetime]] = []
        self.orders = list(self.world.orders)
        self.payments = list(self.world.payments)
        self.baskets = list(self.world.baskets)
        self.tick = 0
        self.asked = 0

    def teardown(self) -> None:
        """Undo it all, also where a step has failed and the database takes no further word."""
        try:
            if not sys.exc_info()[0]:
                self.settle_down()
                connection.check_constraints()
                written = Journal.objects.filter(pk__gt=self.world.last_journal)
                self.seen.update({"runs", *written.values_list("kind", flat=True)})
                if self.seen["runs"] % 500 == 0:
                    print(f"{self.seen['runs']} runs have ended", flush=True)  # noqa: T201
        finally:
            settings.PPH22_IS_WITHHELD = False
            self.watching.__exit__(None, None, None)
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    @invariant()
    def the_books_are_right(self) -> None:
        if not self.has_written:
            return  # they are as they were after the step before
        wrong = what_is_wrong()
        self.has_written = False
        if wrong:
            raise AssertionError(f"The books are wrong: {wrong}")

    def watch(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        """Notice whatever is written."""
        self.has_written |= not sql.startswith(UNCHANGING)
        return execute(sql, *rest)

    def settle_down(self) -> None:
        """Let all news arrive and everything be carried out: then we know what the gateways know, and hold nothing."""
        for payment in self.payments:
            if self.heard[payment.external_id] != self.truth(payment):
                self.take(payment, self.truth(payment), self.now())
        for effect in list(refunds_to_send()) if self.waiting() else []:
            with suppress(Hopeless):
                effects.refund(effect.payload, key=effect.key)
        paid = PaymentSplit.objects.filter(payment__captured__gt=0).exclude(order__transfers__kind="fulfilment")
        for order_id in paid.values_list("order_id", flat=True):
            fulfil(order_id=order_id, now=self.now())
        self.the_books_are_right()
        for payment in Payment.objects.filter(captured__gt=0):
            truth = self.truth(payment)
            assert (payment.refunded, payment.disputed, payment.lost) == (truth.refunded, truth.disputed, truth.lost)
            if payment not in self.world.payments:
                self.seen["a placed order was paid"] += 1
        held_back = [self.truth(payment) for payment in Payment.objects.filter(status=Payment.Status.QUARANTINED)]
        lying = sum(one.captured + one.extra - one.refunded - one.disputed - one.lost for one in held_back)
        assert -balance("suspense") == lying
        assert not self.waiting()

    # Small helpers

    def waiting(self) -> bool:
        return Refund.objects.filter(status=Refund.Status.ASKED).exists()

    def now(self) -> datetime:
        self.tick += 1
        return NOW + timedelta(seconds=self.tick)

    def order(self, number: int) -> int:
        """Return an order, mostly one that money has come for."""
        paid = PaymentSplit.objects.filter(payment__captured__gt=0).order_by("pk")
        return mostly(number, list(paid.values_list("order_id", flat=True)), self.orders)

    def payment(self, number: int) -> Payment:
        """Return a payment, mostly one that there is something new to hear of."""
        new = [payment for payment in self.payments if self.heard[payment.external_id] != self.truth(payment)]
        return mostly(number, new, self.payments)

    def waiting_payments(self) -> list[Payment]:
        return [payment for payment in self.payments if self.truth(payment).progress is Progress.WAITING]

    def cards(self, is_wanted: Callable[[Standing], object]) -> list[Payment]:
        cards = [payment for payment in self.payments if payment.gateway == "stripe"]
        return [payment for payment in cards if is_wanted(self.truth(payment))]

    def truth(self, payment: Payment) -> Standing:
        return self.stand.payments[payment.external_id]

    def take(self, payment: Payment, standing: Standing, asked_at: datetime) -> None:
        """Take news: by the orders' room for what was placed there, and as it does for what is ready-made."""
        self.heard[payment.external_id] = standing
        if payment not in self.world.payments:
            _take_standing(payment.gateway, standing, self.now(), asked_at)
            return
        payment = Payment.objects.get(pk=payment.pk)
        has_come = take_news(payment, standing, now=self.now(), asked_at=asked_at)
        goes_back = payment.decision == Payment.Decision.GIVE_BACK and payment.status == Payment.Status.CAPTURED
        if goes_back or (has_come and _others_paid(payment)):
            with transaction.atomic():
                ask_refund(payment=payment, reason="sudah dibayar", now=self.now())


def mostly(number: int, likely: Sequence[T], others: Sequence[T]) -> T:
    """Return what a number means: three of four mean one of the likely ones, if there are any."""
    chosen = likely if likely and number % 4 else others
    return chosen[number // 4 % len(chosen)]


def left_of(truth: Standing) -> int:
    """Return what of the money is still at the gateway."""
    return truth.captured - truth.refunded - truth.disputed - truth.lost


def refunds_to_send() -> QuerySet[Effect]:
    """Return what the outbox has to carry out about refunds, done or not."""
    return Effect.objects.filter(kind="payment.refund").order_by("pk")


def _others_paid(payment: Payment) -> bool:
    """Is there other money for an order of this payment, or was there until it had arrived?"""
    paid = Q(payment__status=Payment.Status.CAPTURED) & ~Q(payment__decision=Payment.Decision.GIVE_BACK)
    arrived = Q(payment__captured__gt=0, order__transfers__kind="fulfilment")
    others = PaymentSplit.objects.filter(paid | arrived, order__in=payment.splits.values("order"))
    return others.exclude(payment=payment).exists()
