"""A machine that lets anything happen to money in any order.

The real actions work on the real tables; the gateway is a stand-in whose news may be late, doubled or out of order.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from market.gateways.base import GatewayRefused
from market.ledger.actions import DifferentJournal
from market.outbox.registry import Hopeless
from market.settlement import accounts, effects, postings
from market.settlement.actions import start_payment
from market.settlement.by_hand import give_by_hand, places_for
from market.settlement.earnings import fulfil
from market.settlement.models import Payment, PaymentSplit, Refund, SellerPayout
from market.settlement.payouts import mark_failed, mark_paid, prepare_payouts
from market.settlement.quarantine import NotOffered, decide
from market.settlement.refunds import (
    InDispute,
    TooMuch,
    ask_order_refund,
    ask_payment_refund,
    try_again,
    waiting_amount,
    was_tried_again,
)
from market.shop.basket.models import Basket
from market.shop.checkout.actions import place_order_group
from market.shop.partner.strategy import Strategy
from tests.market.settlement.run import Run, left_of, refunds_to_send
from tests.market.settlement.world import NOW, orders_of

ANY = st.integers(0, 99)
RUPIAH = st.integers(1, 160_000)


class MoneyMachine(Run):
    """Everything that can happen to the money of a few purchases."""

    # What happens at the gateway

    @rule(number=ANY)
    def pay(self, number: int) -> None:
        if waiting := self.waiting_payments():
            payment = waiting[number % len(waiting)]
            extra = 123 if payment.gateway == "transfer" else 0
            self.stand.capture(payment.external_id, extra=extra, account=place_of(payment))

    @rule(number=ANY, off=st.integers(-9_000, 9_000).filter(bool))
    def pay_another_sum(self, number: int, off: int) -> None:
        """More or less than was asked arrives at the operator's: it is held back."""
        if pooled := [payment for payment in self.waiting_payments() if payment.partner_id is None]:
            payment = pooled[number % len(pooled)]
            self.stand.capture(payment.external_id, captured=payment.amount + off, account=place_of(payment))

    @rule(number=ANY, amount=RUPIAH)
    def give_back_outside(self, number: int, amount: int) -> None:
        if paid := self.cards(left_of):
            payment = paid[number % len(paid)]
            truth = self.truth(payment)
            self.stand.change(payment.external_id, refunded=truth.refunded + min(amount, left_of(truth)))

    @rule(number=ANY, amount=RUPIAH)
    def bounce(self, number: int, amount: int) -> None:
        if gone := self.cards(lambda truth: truth.refunded):
            payment = gone[number // 2 % len(gone)]
            given = self.stand.given.get(payment.external_id, {})
            outside = self.truth(payment).refunded - sum(given.values())
            if given and number % 2:
                self.stand.bounce(payment.external_id, key=list(given)[number % len(given)])
            elif outside:
                self.stand.bounce(payment.external_id, amount=min(amount, outside))

    @rule(number=ANY, amount=RUPIAH)
    def open_dispute(self, number: int, amount: int) -> None:
        if paid := self.cards(lambda truth: left_of(truth) and not truth.disputed):
            payment = paid[number % len(paid)]
            self.stand.change(payment.external_id, disputed=min(amount, left_of(self.truth(payment))))

    @rule(number=ANY, is_won=st.booleans())
    def end_dispute(self, number: int, is_won: bool) -> None:
        if disputed := self.cards(lambda truth: truth.disputed):
            payment = disputed[number % len(disputed)]
            truth = self.truth(payment)
            lost = truth.lost + (0 if is_won else truth.disputed)
            self.stand.change(payment.external_id, disputed=0, lost=lost)

    # News of it: at once, late, twice, out of order

    @rule(number=ANY)
    def read(self, number: int) -> None:
        payment = self.payment(number)
        self.readings.append((payment, self.truth(payment), self.now()))

    @rule(number=ANY)
    def take_news(self, number: int) -> None:
        self.read(number)
        self.take(*self.readings[-1])

    @rule(number=st.integers(0, 999))
    def take_old_news(self, number: int) -> None:
        if self.readings:
            self.take(*self.readings[number % len(self.readings)])

    # What people do

    @rule(_number=ANY)
    def place(self, _number: int) -> None:
        if self.baskets:
            self.buy(self.baskets.pop())

    @initialize(is_on=st.booleans())
    def begin(self, is_on: bool) -> None:
        settings.PPH22_IS_WITHHELD = is_on

    @rule(is_on=st.booleans())
    def switch_the_tax(self, is_on: bool) -> None:
        settings.PPH22_IS_WITHHELD = is_on

    @rule(number=st.integers(0, 3), amount=st.integers(1, 5_000))
    def keep_a_fee(self, number: int, amount: int) -> None:
        """The gateway keeps something of a movement; the file that says so may be read again."""
        place = accounts.place("gateway:stripe")
        with suppress(DifferentJournal):
            postings.gateway_fee(place=place, reference=f"m{number}", about="", amount=amount, at=self.now())

    @rule(number=ANY, is_accepted=st.booleans())
    def decide(self, number: int, is_accepted: bool) -> None:
        held = list(Payment.objects.filter(status=Payment.Status.QUARANTINED, decision="").order_by("pk"))
        if held:
            decision = Payment.Decision.ACCEPT if is_accepted else Payment.Decision.GIVE_BACK
            self.heard.update(dict.fromkeys(self.heard))  # what is decided is done by the next news, new or not
            with suppress(NotOffered):
                decide(payment_id=held[number % len(held)].pk, decision=decision, note="dilihat", by=None)

    @rule(number=ANY, percent=st.integers(1, 130))
    def ask_refund(self, number: int, percent: int) -> None:
        order_id = self.order(number)
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

    @rule(number=ANY)
    def send_all_back(self, number: int) -> None:
        with transaction.atomic():
            ask_payment_refund(payment=self.payment(number), reason="batal", by=None, now=self.now())

    @rule(number=ANY)
    def carry_out(self, number: int) -> None:
        """Send a refund; at times the gateway does it, and we die before we hear its answer."""
        if waiting := list(refunds_to_send()):
            effect = waiting[number % len(waiting)]
            with suppress(Hopeless, GatewayRefused):
                if number % 10 < 7:
                    effects.refund(effect.payload, key=effect.key)
                else:
                    self.only_ask(effect.payload)

    @rule(number=ANY)
    def ask_again(self, number: int) -> None:
        failed = list(Refund.objects.filter(status=Refund.Status.FAILED).order_by("pk"))
        if failed:
            try_again(refund=failed[number % len(failed)])

    @rule(number=ANY)
    def give_by_hand(self, number: int) -> None:
        failed = list(Refund.objects.filter(status=Refund.Status.FAILED).order_by("pk"))
        if failed:
            refund = failed[number % len(failed)]
            [(place, _name)] = places_for(refund.split.payment)
            with suppress(InDispute):
                give_by_hand(refund_id=refund.pk, paid_from=place, evidence="kuitansi", by=None, now=self.now())

    @rule(number=ANY)
    def receive(self, number: int) -> None:
        fulfil(order_id=self.order(number), now=self.now())

    @rule(_number=ANY)
    def prepare(self, _number: int) -> None:
        prepare_payouts(until=NOW.date() + timedelta(days=2), now=self.now())

    @rule(number=ANY, is_paid=st.booleans())
    def end_payout(self, number: int, is_paid: bool) -> None:
        made = list(SellerPayout.objects.exclude(status=SellerPayout.Status.FAILED).order_by("pk"))
        if made:
            self.end(made[number % len(made)], is_paid)

    # Small helpers

    def buy(self, basket_id: int) -> None:
        basket = Basket.objects.get(pk=basket_id)  # anew: the last run's object remembers being bought
        basket.strategy = Strategy()
        group = place_order_group(basket=basket, buyer=self.world.buyer, choices={}, now=self.now(), method="stripe")
        started = [start_payment(payment.pk) for payment in group.payments.all()]
        self.heard |= {payment.external_id: self.truth(payment) for payment in started}
        self.payments += started
        self.orders += [order.pk for order in orders_of(group)]

    def paid_split(self, order_id: int) -> PaymentSplit | None:
        splits = PaymentSplit.objects.filter(order_id=order_id, payment__captured__gt=0)
        return max(splits, key=lambda split: split.amount - split.refund_asked, default=None)

    def refund(self, order_id: int, amount: int, key: str) -> None:
        ask_order_refund(order_id=order_id, amount=amount, reason="rusak", key=key, by=None, now=self.now())

    def only_ask(self, told: dict[str, Any]) -> None:
        amount = waiting_amount(told["refunds"])
        if amount and not was_tried_again(told["key"], told["attempt"]):
            payment = Payment.objects.get(pk=told["payment"])
            self.stand.refund(payment.external_id, amount=amount, idempotency_key=told["key"])

    def end(self, payout: SellerPayout, is_paid: bool) -> None:
        if is_paid:
            proof: Any = ContentFile(b"bukti", name="bukti.jpg")
            mark_paid(payout=payout, proof=proof, paid_from="bank:treasurer", by=None, now=self.now())
        else:
            mark_failed(payout=payout, note="gagal", by=None, now=self.now())


def place_of(payment: Payment) -> str:
    """Return the operator's account that a pooled transfer arrives on."""
    return "bank:3" if payment.gateway == "transfer" and payment.partner_id is None else ""
