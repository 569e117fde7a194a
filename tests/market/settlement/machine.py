"""A machine that lets anything happen to money in any order, and looks at every account after each step.

The real actions work on the real tables; the gateway is a stand-in whose news may be late, doubled or out of order.
Each run begins in the same world and is undone by a savepoint.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import Q
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from market.gateways.base import Progress, Standing
from market.outbox.models import Effect
from market.outbox.registry import Hopeless
from market.settlement import effects
from market.settlement.by_hand import give_by_hand, places_for
from market.settlement.earnings import fulfil
from market.settlement.models import OrderGroup, Payment, PaymentSplit, Refund, SellerPayout
from market.settlement.payouts import mark_failed, mark_paid, prepare_payouts
from market.settlement.refunds import InDispute, TooMuch, ask_order_refund, ask_payment_refund, try_again
from tests.market.settlement.books import what_is_wrong
from tests.market.settlement.stand import Stand
from tests.market.settlement.world import NOW, Sold, a_purchase, a_seller, open_payments, orders_of, take_news


@dataclass(frozen=True)
class World:
    """What each run begins with."""

    groups: list[OrderGroup]
    payments: list[Payment]
    orders: list[int]
    standings: dict[str, Standing]


def make_world(stand: Stand) -> World:
    """Return purchases by card, pooled transfer, direct transfer and cash; the card's has a second attempt."""
    ros, udin, siti = a_seller("Ros"), a_seller("Udin"), a_seller("Siti")
    card = a_purchase(
        Sold(goods=45_001, delivery=20_000, commission=2_250, discount=3_333, by_market=1_111, seller=ros),
        Sold(goods=99_999, commission=4_999, seller=udin),
    )
    pooled = a_purchase(Sold(goods=70_003, delivery=9_997, commission=3_500, seller=siti), gateway="transfer")
    direct = a_purchase(
        Sold(goods=61_007, commission=3_050, discount=500, by_market=500, seller=ros),
        Sold(goods=33_331, delivery=7_777, commission=1_666, seller=siti),
        gateway="transfer",
        is_direct=True,
    )
    cash = a_purchase(Sold(goods=52_500, commission=2_625, seller=udin), gateway="cash", is_direct=True)
    groups = [card, pooled, direct, cash]
    payments = [payment for group in groups for payment in open_payments(group, stand)]
    Payment.objects.filter(pk=payments[0].pk).update(status=Payment.Status.CANCELLED)
    payments += open_payments(card, stand)
    orders = [order.pk for group in groups for order in orders_of(group)]
    return World(groups, payments, orders, dict(stand.payments))


UNCHANGING = ("SELECT", "SAVEPOINT", "RELEASE")


class MoneyMachine(RuleBasedStateMachine):
    """Everything that can happen to the money of a few purchases."""

    world: World
    stand: Stand

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.has_written = True
        self.watching = connection.execute_wrapper(self.watch)
        self.watching.__enter__()
        self.stand.payments = dict(self.world.standings)
        self.stand.given = {}
        self.readings: list[tuple[Payment, Standing, datetime]] = []
        self.tick = 0
        self.asked = 0

    def teardown(self) -> None:
        try:
            self.settle_down()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        finally:
            self.watching.__exit__(None, None, None)
            transaction.savepoint_rollback(self.savepoint)

    # What happens at the gateway

    @rule(number=st.integers(0, 99))
    def pay(self, number: int) -> None:
        payment = self.payment(number)
        if self.truth(payment).progress is Progress.WAITING:
            is_pooled_transfer = payment.gateway == "transfer" and payment.partner_id is None
            extra = 123 if payment.gateway == "transfer" else 0
            account = "bank:3" if is_pooled_transfer else ""
            self.stand.capture(payment.external_id, extra=extra, account=account)

    @rule(number=st.integers(0, 99), amount=st.integers(1, 160_000))
    def give_back_outside(self, number: int, amount: int) -> None:
        payment = self.card(number)
        left = self.left_at_gateway(payment)
        if left:
            self.stand.change(payment.external_id, refunded=self.truth(payment).refunded + min(amount, left))

    @rule(number=st.integers(0, 99), amount=st.integers(1, 160_000))
    def bounce(self, number: int, amount: int) -> None:
        payment = self.card(number)
        given = self.stand.given.get(payment.external_id, {})
        outside = self.truth(payment).refunded - sum(given.values())
        if given and number % 2:
            self.stand.bounce(payment.external_id, key=sorted(given)[number % len(given)])
        elif outside:
            self.stand.bounce(payment.external_id, amount=min(amount, outside))

    @rule(number=st.integers(0, 99), amount=st.integers(1, 160_000))
    def open_dispute(self, number: int, amount: int) -> None:
        payment = self.card(number)
        left = self.left_at_gateway(payment)
        if left and not self.truth(payment).disputed:
            self.stand.change(payment.external_id, disputed=min(amount, left))

    @rule(number=st.integers(0, 99), is_won=st.booleans())
    def end_dispute(self, number: int, is_won: bool) -> None:
        payment = self.card(number)
        truth = self.truth(payment)
        if truth.disputed:
            lost = truth.lost + (0 if is_won else truth.disputed)
            self.stand.change(payment.external_id, disputed=0, lost=lost)

    # News of it: at once, late, twice, out of order

    @rule(number=st.integers(0, 99))
    def read(self, number: int) -> None:
        payment = self.payment(number)
        self.readings.append((payment, self.truth(payment), self.now()))

    @rule(number=st.integers(0, 99))
    def take_news(self, number: int) -> None:
        self.read(number)
        self.take(*self.readings[-1])

    @precondition(lambda self: self.readings)
    @rule(number=st.integers(0, 999))
    def take_old_news(self, number: int) -> None:
        self.take(*self.readings[number % len(self.readings)])

    # What people do

    @rule(number=st.integers(0, 99), percent=st.integers(1, 130))
    def ask_refund(self, number: int, percent: int) -> None:
        order_id = self.world.orders[number % len(self.world.orders)]
        split = self.paid_split(order_id)
        amount = max(split.amount * percent // 100, 1) if split else 1
        left = split.amount - split.refund_asked if split else 0
        self.asked += 1
        try:
            self.refund(order_id, amount, f"machine-{self.asked}")
        except InDispute:
            assert split
            assert Payment.objects.get(pk=split.payment_id).disputed
        except TooMuch:
            assert amount > left
        else:
            assert amount <= left
            self.refund(order_id, amount, f"machine-{self.asked}")

    @rule(number=st.integers(0, 99))
    def send_all_back(self, number: int) -> None:
        with transaction.atomic():
            ask_payment_refund(payment=self.payment(number), reason="batal", by=None, now=self.now())

    @precondition(lambda self: Effect.objects.exists())
    @rule(number=st.integers(0, 99))
    def carry_out(self, number: int) -> None:
        waiting = list(Effect.objects.order_by("pk"))
        effect = waiting[number % len(waiting)]
        with suppress(Hopeless):
            effects.refund(effect.payload, key=effect.key)

    @rule(number=st.integers(0, 99))
    def ask_again(self, number: int) -> None:
        failed = list(Refund.objects.filter(status=Refund.Status.FAILED).order_by("pk"))
        if failed:
            try_again(refund=failed[number % len(failed)])

    @rule(number=st.integers(0, 99))
    def give_by_hand(self, number: int) -> None:
        failed = list(Refund.objects.filter(status=Refund.Status.FAILED).order_by("pk"))
        if failed:
            refund = failed[number % len(failed)]
            [(place, _name)] = places_for(refund.split.payment)
            with suppress(InDispute):
                give_by_hand(refund_id=refund.pk, paid_from=place, evidence="kuitansi", by=None, now=self.now())

    @rule(number=st.integers(0, 99))
    def receive(self, number: int) -> None:
        order_id = self.world.orders[number % len(self.world.orders)]
        fulfil(order_id=order_id, now=self.now())

    @rule()
    def prepare(self) -> None:
        prepare_payouts(until=NOW.date() + timedelta(days=2), now=self.now())

    @rule(number=st.integers(0, 99), is_paid=st.booleans())
    def end_payout(self, number: int, is_paid: bool) -> None:
        made = list(SellerPayout.objects.exclude(status=SellerPayout.Status.FAILED).order_by("pk"))
        if made:
            self.end(made[number % len(made)], is_paid)

    # What must hold

    @invariant()
    def the_books_are_right(self) -> None:
        if not self.has_written:
            return  # they are as they were after the step before
        self.has_written = False
        if wrong := what_is_wrong():
            raise AssertionError(f"The books are wrong: {wrong}")

    def watch(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        """Notice whatever is written."""
        self.has_written |= not sql.startswith(UNCHANGING)
        return execute(sql, *rest)

    def settle_down(self) -> None:
        """Let all news arrive and everything be carried out: then we know what the gateways know, and hold nothing."""
        for number in range(len(self.world.payments)):
            self.take_news(number)
        for effect in list(Effect.objects.order_by("pk")) if self.waiting() else []:
            with suppress(Hopeless):
                effects.refund(effect.payload, key=effect.key)
        for order_id in PaymentSplit.objects.filter(payment__captured__gt=0).values_list("order_id", flat=True):
            fulfil(order_id=order_id, now=self.now())
        self.the_books_are_right()
        for payment in Payment.objects.filter(captured__gt=0):
            truth = self.truth(payment)
            assert (payment.refunded, payment.disputed, payment.lost) == (truth.refunded, truth.disputed, truth.lost)
        assert not self.waiting()

    # Small helpers

    def waiting(self) -> bool:
        return Refund.objects.filter(status=Refund.Status.ASKED).exists()

    def now(self) -> datetime:
        self.tick += 1
        return NOW + timedelta(seconds=self.tick)

    def payment(self, number: int) -> Payment:
        return self.world.payments[number % len(self.world.payments)]

    def card(self, number: int) -> Payment:
        cards = [payment for payment in self.world.payments if payment.gateway == "stripe"]
        return cards[number % len(cards)]

    def truth(self, payment: Payment) -> Standing:
        return self.stand.payments[payment.external_id]

    def left_at_gateway(self, payment: Payment) -> int:
        truth = self.truth(payment)
        return truth.captured - truth.refunded - truth.disputed - truth.lost

    def take(self, payment: Payment, standing: Standing, asked_at: datetime) -> None:
        """Take news as the orders' room does: money for what is paid, or was paid before it arrived, goes back."""
        payment = Payment.objects.get(pk=payment.pk)
        if take_news(payment, standing, now=self.now(), asked_at=asked_at):
            paid = Q(payment__status=Payment.Status.CAPTURED)
            arrived = Q(payment__captured__gt=0, order__transfers__kind="fulfilment")
            others = PaymentSplit.objects.filter(paid | arrived, order__in=payment.splits.values("order"))
            if others.exclude(payment=payment).exists():
                with transaction.atomic():
                    ask_payment_refund(payment=payment, reason="sudah dibayar", by=None, now=self.now())

    def paid_split(self, order_id: int) -> PaymentSplit | None:
        splits = PaymentSplit.objects.filter(order_id=order_id, payment__captured__gt=0)
        return max(splits, key=lambda split: split.amount - split.refund_asked, default=None)

    def refund(self, order_id: int, amount: int, key: str) -> None:
        ask_order_refund(order_id=order_id, amount=amount, reason="rusak", key=key, by=None, now=self.now())

    def end(self, payout: SellerPayout, is_paid: bool) -> None:
        if is_paid:
            proof: Any = ContentFile(b"bukti", name="bukti.jpg")
            mark_paid(payout=payout, proof=proof, paid_from="bank:treasurer", by=None, now=self.now())
        else:
            mark_failed(payout=payout, note="gagal", by=None, now=self.now())
