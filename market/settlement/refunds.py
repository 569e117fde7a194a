"""Money on its way back: decided per order, given back by the gateway, or given back without asking us.

A refund is decided in one transaction: the share of the payment is locked, the ledger moves the money to `refunds`,
and the outbox asks the gateway. What the gateway has really given back settles what was decided, once.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Sum

from market.ledger.actions import AccountName
from market.outbox import actions as outbox
from market.outbox.models import Effect
from market.settlement import accounts, postings
from market.settlement.models import Payment, PaymentSplit, Refund, SellerTransfer
from market.settlement.order_money import ARRIVED, OrderMoney, lock_order, locked_splits, money_of
from market.settlement.splits import split as share_out

if TYPE_CHECKING:
    from market.accounts.models import User

logger = logging.getLogger(__name__)

OUTSIDE = "Dikembalikan langsung di gerbang pembayaran"
LOST = "Sengketa kartu: bank pembeli mengambil uangnya"
MOST_TO_MATCH = 14
"""Beyond this many waiting refunds of one payment they are settled in order, without looking for the best fit."""


class TooMuch(Exception):
    """More than is left of the order's share of its payment."""


class InDispute(TooMuch):
    """The buyer's bank holds the money while it looks into a complaint; nothing can be given back beside that."""


class DifferentRefund(ValueError):
    """The key belongs to a refund of another order or amount."""


class NothingToTry(Exception):
    """Only a refund that failed can be tried again."""


@transaction.atomic
def ask_order_refund(*, order_id: int, amount: int, reason: str, key: str, by: User | None, now: datetime) -> Refund:
    """Decide that `amount` whole rupiah of an order go back to its buyer, and have the gateway give them back.

    The same key is the same refund. After fulfilment the seller's part is clawed back by a negative transfer, which a
    later payout takes off.

    Raises:
        ValueError: when the amount is not above zero.
        TooMuch, InDispute: when more is asked than is left; nothing is changed.
        DifferentRefund: when the key was used for something else.
        NotOurOrder: when there is no such order.
    """
    if amount <= 0:
        raise ValueError(f"A refund of {amount} is none")
    money = lock_order(order_id)
    known = Refund.objects.select_related("split").filter(key=key).first()
    if known is not None:
        if (known.split.order_id, known.amount) != (order_id, amount):
            raise DifferentRefund(key)
        return known
    refund = _decide(money, _split_with(money, amount), amount, reason=reason, key=key, by=by, at=now)
    _have_given_back(refund.split.payment, [refund], key=key)
    return refund


@transaction.atomic
def ask_payment_refund(*, payment: Payment, reason: str, by: User | None, now: datetime) -> list[Refund]:
    """Decide that all that is left of a captured payment goes back, once; nothing when nothing is left."""
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
    splits = list(locked_splits(payment=payment))
    shares = [split.amount - split.refund_asked for split in splits]
    left = sum(shares) - payment.disputed
    if payment.status not in ARRIVED or left <= 0:
        return []
    refunds = [
        _decide(
            _money_of(split),
            split,
            share,
            reason=reason,
            key=f"{payment.idempotency_key}/{split.pk}/{turn}",
            by=by,
            at=now,
        )
        for split, share, turn in _turns(splits, share_out(left, shares))
    ]
    _have_given_back(payment, refunds, key=refunds[0].key)
    return refunds


def settle(*, payment: Payment, given_back: int, at: datetime) -> None:
    """Settle what a locked payment's gateway has given back so far in all; less than is known is old news.

    What nobody asked us for was given back outside (in Stripe's dashboard, by a bank): it is booked too.
    """
    fresh = min(given_back, payment.captured) - payment.refunded
    if fresh <= 0:
        return
    payment.refunded += fresh
    if payment.refunded >= payment.captured:
        payment.status = Payment.Status.REFUNDED
    payment.save(update_fields=["refunded", "status"])
    _settle(payment, fresh, to=accounts.REFUNDS, key=f"refunded:{payment.refunded}", at=at)


def settle_lost(*, payment: Payment, lost: int, at: datetime) -> None:
    """Settle what disputes have taken from a locked payment for good so far in all."""
    fresh = lost - payment.lost
    if fresh <= 0:
        return
    payment.lost += fresh
    payment.save(update_fields=["lost"])
    _settle(payment, fresh, to=accounts.DISPUTES, key=f"lost:{payment.lost}", at=at)


def mark_failed(refund_ids: list[int]) -> None:
    """Note that the gateway refused: the money stays owed to the buyer, and somebody has to look."""
    failed = Refund.objects.filter(pk__in=refund_ids, status=Refund.Status.ASKED)
    if failed.update(status=Refund.Status.FAILED):
        logger.error("Refunds %s were refused by the gateway", refund_ids)


@transaction.atomic
def try_again(*, refund: Refund) -> None:
    """Ask the gateway once more for a refund that failed.

    Raises:
        NothingToTry: when it has not failed.
    """
    refund = Refund.objects.select_for_update(of=("self",)).select_related("split__payment").get(pk=refund.pk)
    if refund.status != Refund.Status.FAILED:
        raise NothingToTry(refund.key)
    Refund.objects.filter(pk=refund.pk).update(status=Refund.Status.ASKED)
    effects = Effect.objects.filter(kind="payment.refund", payload__refunds__contains=[refund.pk])
    if not any(outbox.try_again(effect_id=effect.pk) for effect in effects):
        _have_given_back(refund.split.payment, [refund], key=f"{refund.key}/{effects.count() + 1}")


def waiting_amount(refund_ids: list[int]) -> int:
    """Return how much of these refunds the gateway still has to be asked for."""
    waiting = Refund.objects.filter(pk__in=refund_ids, status=Refund.Status.ASKED)
    return int(waiting.aggregate(sum=Sum("amount"))["sum"] or 0)


def _split_with(money: OrderMoney, amount: int) -> PaymentSplit:
    """Return the order's share with that much left that nobody disputes. Raises TooMuch or InDispute."""
    fitting = [split for split in money.splits if split.amount - split.refund_asked >= amount]
    if not fitting:
        raise TooMuch(f"{money.number} has Rp{money.kept} left, not Rp{amount}")
    for split in reversed(fitting):
        asked = split.payment.splits.aggregate(sum=Sum("refund_asked"))["sum"]
        if split.payment.amount - asked - split.payment.disputed >= amount:
            return split
    raise InDispute(money.number)


def _decide(
    money: OrderMoney,
    split: PaymentSplit,
    amount: int,
    *,
    reason: str,
    key: str,
    by: User | None,
    at: datetime,
    to: AccountName = accounts.REFUNDS,
) -> Refund:
    """Write a refund of a locked share and move its money in the ledger to where it waits to be given back."""
    from_held, back = money.undone(amount)
    split.refund_asked += amount
    PaymentSplit.objects.filter(pk=split.pk).update(refund_asked=F("refund_asked") + amount)
    refund = Refund.objects.create(
        split=split, amount=amount, reason=reason[:300], key=key[:100], asked_at=at, asked_by=by
    )
    postings.refund(refund=refund, from_held=from_held, back=back, owed=money.owed, at=at, to=to)
    if back.seller:
        _transfer(money, SellerTransfer.Kind.CLAWBACK, f"clawback:{refund.pk}", -back.seller, reason, at)
    return refund


def _have_given_back(payment: Payment, refunds: list[Refund], *, key: str) -> None:
    outbox.record_effect(
        kind="payment.refund",
        key=f"payment.refund:{key}",
        payload={
            "payment": payment.pk,
            "amount": sum(refund.amount for refund in refunds),
            "refunds": [refund.pk for refund in refunds],
        },
    )


def _settle(payment: Payment, amount: int, *, to: AccountName, key: str, at: datetime) -> None:
    """Hold money that went back against what was asked; what is left over was never asked of us."""
    for refund in _best_fit(_waiting(payment), amount):
        _mark_done(payment, refund, to=to, at=at)
        amount -= refund.amount
    if amount:
        amount -= _book_unasked(payment, amount, to=to, key=key, at=at)
    if amount:
        amount -= _carve(payment, amount, to=to, key=key, at=at)
    if amount:
        logger.error("%s gave back Rp%s more than it held", payment.idempotency_key, amount)
        splits = list(payment.splits.select_related("order"))
        source = accounts.DISPUTES if to == accounts.DISPUTES else accounts.asset_of(payment)
        about = postings.about_payment(payment, splits)
        postings.given_for_nothing(payment=payment, about=about, key=key, source=source, amount=amount, at=at)


def _waiting(payment: Payment) -> list[Refund]:
    """Return what was decided and not given back; what was refused comes last."""
    waiting = (
        Refund.objects.select_for_update(of=("self",))
        .select_related("split__order__membership__seller")
        .filter(split__payment=payment, status__in=[Refund.Status.ASKED, Refund.Status.FAILED])
    )
    return sorted(waiting, key=lambda refund: (refund.status == Refund.Status.FAILED, refund.pk))


def _best_fit(refunds: list[Refund], amount: int) -> list[Refund]:
    """Return those refunds that together come nearest to `amount` without passing it; the earliest of equals."""
    best: dict[int, list[Refund]] = {0: []}
    for refund in refunds[:MOST_TO_MATCH]:
        for reached, chosen in list(best.items()):
            if reached + refund.amount <= amount:
                best.setdefault(reached + refund.amount, [*chosen, refund])
    return best[max(best)]


def _mark_done(payment: Payment, refund: Refund, *, to: AccountName, at: datetime) -> None:
    """Note that the buyer has it back, and where it came from."""
    Refund.objects.filter(pk=refund.pk).update(status=Refund.Status.DONE, done_at=at)
    parts = [(accounts.DISPUTES, refund.amount)] if to == accounts.DISPUTES else _sources(payment, refund, at)
    kind = "dispute_lost" if to == accounts.DISPUTES else "refund_paid"
    postings.refund_paid(refund=refund, parts=parts, at=at, kind=kind)


def _sources(payment: Payment, refund: Refund, at: datetime) -> list[tuple[AccountName, int]]:
    """Return where a refund was taken from: where the money came in, or a seller's own pocket.

    Of what she holds for an order she gives back what was still held; once that was settled with her she gives her own
    money, and is owed it again.
    """
    asset = accounts.asset_of(payment)
    if payment.partner is None:
        return [(asset, refund.amount)]
    from_held = postings.refund_from_held(refund)
    own = refund.amount - from_held
    if own:
        memo = "Dikembalikan toko dari uangnya sendiri"
        _transfer(_money_of(refund.split), SellerTransfer.Kind.ADJUSTMENT, f"given:{refund.pk}", own, memo, at)
    return [(asset, from_held), (accounts.seller(payment.partner), own)]


def _book_unasked(payment: Payment, amount: int, *, to: AccountName, key: str, at: datetime) -> int:
    """Book money that went back without our asking, over the orders by what is left; return how much that was."""
    splits = list(locked_splits(payment=payment))
    left = [split.amount - split.refund_asked for split in splits]
    amount = min(amount, sum(left))
    if not amount:
        return 0
    reason = LOST if to == accounts.DISPUTES else OUTSIDE
    logger.error("%s: Rp%s of %s", reason, amount, payment.idempotency_key)
    for split, share, turn in _turns(splits, share_out(amount, left)):
        refund = _decide(
            _money_of(split),
            split,
            share,
            reason=reason,
            key=f"{key}/{payment.pk}/{split.pk}/{turn}",
            by=None,
            at=at,
            to=to,
        )
        if to == accounts.DISPUTES:
            Refund.objects.filter(pk=refund.pk).update(status=Refund.Status.DONE, done_at=at)
        else:
            _mark_done(payment, refund, to=to, at=at)
    return amount


def _carve(payment: Payment, amount: int, *, to: AccountName, key: str, at: datetime) -> int:
    """Settle parts of refunds that wait, when all that is left was promised already; return how much that was."""
    carved = 0
    for refund in _waiting(payment):
        part = min(amount - carved, refund.amount)
        if part == refund.amount:
            _mark_done(payment, refund, to=to, at=at)
        elif part:
            _mark_done(payment, _cut_off(refund, part, key), to=to, at=at)
        carved += part
    return carved


def _cut_off(refund: Refund, part: int, key: str) -> Refund:
    """Make two of a waiting refund, and return the one of `part`."""
    Refund.objects.filter(pk=refund.pk).update(amount=F("amount") - part)
    return Refund.objects.create(
        split=refund.split,
        amount=part,
        reason=refund.reason,
        key=f"{key}/part/{refund.pk}"[:100],
        asked_at=refund.asked_at,
        asked_by_id=refund.asked_by_id,
    )


def _turns(splits: list[PaymentSplit], shares: list[int]) -> list[tuple[PaymentSplit, int, int]]:
    """Return the shares above zero, each with how many refunds its split already has."""
    return [(split, share, split.refunds.count()) for split, share in zip(splits, shares, strict=True) if share]


def _money_of(split: PaymentSplit) -> OrderMoney:
    """Return all the money of a locked share's order; the purchase's lock is held."""
    member = split.order.membership
    return money_of(member, list(locked_splits(order_id=split.order_id, payment__status__in=ARRIVED)))


def _transfer(money: OrderMoney, kind: str, key: str, amount: int, memo: str, at: datetime) -> None:
    SellerTransfer.objects.get_or_create(
        key=key,
        defaults={
            "partner_id": money.seller.pk,
            "order": money.order,
            "kind": kind,
            "amount": amount,
            "memo": memo[:200],
            "created_at": at,
        },
    )
