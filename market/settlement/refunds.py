"""Money on its way back: decided per order, given back by the gateway, or given back without asking us.

A refund is decided in one transaction: the share of the payment is locked, the ledger moves the money to `refunds`,
and the outbox asks the gateway. What the gateway has really given back settles what was decided, once.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from market.ledger.actions import AccountName
from market.outbox import actions as outbox
from market.outbox.models import Effect
from market.settlement import accounts, postings, reasons
from market.settlement.alerts import alert
from market.settlement.models import OrderGroup, Payment, PaymentSplit, Refund, SellerTransfer
from market.settlement.order_money import ARRIVED, OrderMoney, lock_order, locked_splits, money_of
from market.settlement.splits import split as share_out

if TYPE_CHECKING:
    from market.accounts.models import User

logger = logging.getLogger(__name__)

LONGEST_KEY = 100


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
    known = Refund.objects.select_related("split").filter(key=fitting(key)).first()
    if known is not None:
        if (known.split.order_id, known.amount) != (order_id, amount):
            raise DifferentRefund(key)
        return known
    refund = decide(money, _split_with(money, amount), amount, reason=reason, key=key, by=by, at=now)
    _have_given_back(refund.split.payment, [refund], key=f"payment.refund:{refund.key}")
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
        decide(
            money_of_split(split),
            split,
            share,
            reason=reason,
            key=f"{payment.idempotency_key}/{split.pk}/{turn}",
            by=by,
            at=now,
        )
        for split, share, turn in turns(splits, share_out(left, shares))
    ]
    _have_given_back(payment, refunds, key=f"payment.refund:{refunds[0].key}")
    return refunds


def fit_shares(payment: Payment, captured: int) -> int:
    """Have the shares of a locked payment add up to what came, should that be another sum; return what came on top."""
    if captured == payment.amount:
        return 0
    splits = list(locked_splits(payment=payment))
    surplus = max(captured - payment.amount, 0)
    shares = share_out(captured - surplus, [split.amount for split in splits])
    shares[0] += surplus
    for split, share in zip(splits, shares, strict=True):
        PaymentSplit.objects.filter(pk=split.pk).update(amount=share)
    return surplus


def ask_surplus_refund(*, payment: Payment, amount: int, now: datetime) -> Refund:
    """Decide that what came on top of a locked payment, into its first share, goes back."""
    split = locked_splits(payment=payment)[0]
    reason, key = reasons.PAID_TOO_MUCH, f"{payment.idempotency_key}/lebih"
    refund = decide(money_of_split(split), split, amount, reason=reason, key=key, by=None, at=now)
    _have_given_back(payment, [refund], key=f"payment.refund:{refund.key}")
    return refund


@transaction.atomic
def mark_failed(told: Mapping[str, Any]) -> bool:
    """Note that the gateway refused an attempt: the money stays owed, and somebody has to look; return whether it is.

    `told` is the attempt, as `_have_given_back` wrote it. A refusal that comes after a later attempt says nothing.
    """
    payment = Payment.objects.get(pk=told["payment"])
    OrderGroup.objects.select_for_update().get(pk=payment.group_id)
    Payment.objects.select_for_update().get(pk=payment.pk)
    if was_tried_again(told["key"], told["attempt"]):
        return False
    failed = Refund.objects.filter(pk__in=told["refunds"], status=Refund.Status.ASKED)
    orders = sorted(set(failed.values_list("split__order__number", flat=True)))
    if not failed.update(status=Refund.Status.FAILED):
        return False
    logger.error("Refunds %s were refused by the gateway", told["refunds"])
    alert(
        key=f"refused:{min(told['refunds'])}:{len(told['refunds'])}:{timezone.now():%Y%m%d%H%M}",
        words=f"Pengembalian uang pesanan {', '.join(orders)} ditolak oleh gerbang pembayaran.",
    )
    return True


@transaction.atomic
def try_again(*, refund: Refund) -> None:
    """Ask the gateway once more for a refund that failed, with those that failed in one movement with it.

    It is another attempt under the same key: the gateway has said for certain that the one before came to nothing.

    Raises:
        NothingToTry: when it has not failed.
    """
    refund = lock_failed(refund.pk)
    asked = Effect.objects.filter(kind="payment.refund", payload__refunds__contains=[refund.pk]).order_by("pk").last()
    told: dict[str, Any] = (
        asked.payload if asked else {"refunds": [refund.pk], "key": f"payment.refund:{refund.key}", "attempt": 0}
    )
    failed = list(Refund.objects.filter(pk__in=told["refunds"], status=Refund.Status.FAILED).order_by("pk"))
    Refund.objects.filter(pk__in=[one.pk for one in failed]).update(status=Refund.Status.ASKED)
    _have_given_back(refund.split.payment, failed, key=told["key"], attempt=told["attempt"] + 1)


def lock_failed(refund_id: int) -> Refund:
    """Lock a refund that failed, with its purchase, payment and share, in the order in which everybody locks them.

    Raises:
        NothingToTry: when it has not failed.
    """
    payment = Payment.objects.get(splits__refunds=refund_id)
    OrderGroup.objects.select_for_update().get(pk=payment.group_id)
    Payment.objects.select_for_update().get(pk=payment.pk)
    splits = {split.pk: split for split in locked_splits(payment=payment)}
    refund = Refund.objects.select_for_update(of=("self",)).get(pk=refund_id)
    if refund.status != Refund.Status.FAILED:
        raise NothingToTry(refund.key)
    refund.split = splits[refund.split_id]
    return refund


def fitting(key: str) -> str:
    """Return a refund's key as it is kept: a long one ends in what tells it from all others like it."""
    return key if len(key) <= LONGEST_KEY else f"{key[:35]}:{sha256(key.encode()).hexdigest()}"


def attempt_key(key: str, attempt: int) -> str:
    """Return the key of the effect of an attempt; `key` is the first one's, under which the gateway knows them all."""
    return key if attempt == 1 else f"{key}#{attempt}"


def was_tried_again(key: str, attempt: int) -> bool:
    """Is there a later attempt than this one?"""
    return Effect.objects.filter(key=attempt_key(key, attempt + 1)).exists()


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
        if split.payment.captured - asked - split.payment.disputed >= amount:
            return split
    raise InDispute(money.number)


def decide(
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
    from_held, back = money.undone(split, amount)
    split.refund_asked += amount
    PaymentSplit.objects.filter(pk=split.pk).update(refund_asked=F("refund_asked") + amount)
    refund = Refund.objects.create(
        split=split, amount=amount, reason=reason[:300], key=fitting(key), asked_at=at, asked_by=by
    )
    postings.refund(refund=refund, from_held=from_held, back=back, owed=money.owed, at=at, to=to)
    if back.seller:
        transfer(money, SellerTransfer.Kind.CLAWBACK, f"clawback:{refund.pk}", -back.seller, reason, at)
    return refund


def _have_given_back(payment: Payment, refunds: list[Refund], *, key: str, attempt: int = 1) -> None:
    """Have the outbox ask the gateway for all of them in one movement; `key` is that of the first attempt."""
    outbox.record_effect(
        kind="payment.refund",
        key=attempt_key(key, attempt),
        payload={
            "key": key,
            "attempt": attempt,
            "payment": payment.pk,
            "amount": sum(refund.amount for refund in refunds),
            "refunds": [refund.pk for refund in refunds],
        },
    )


def turns(splits: list[PaymentSplit], shares: list[int]) -> list[tuple[PaymentSplit, int, int]]:
    """Return the shares above zero, each with how many refunds its split already has."""
    return [(split, share, split.refunds.count()) for split, share in zip(splits, shares, strict=True) if share]


def money_of_split(split: PaymentSplit) -> OrderMoney:
    """Return all the money of a locked share's order; the purchase's lock is held."""
    member = split.order.membership
    return money_of(member, list(locked_splits(order_id=split.order_id, payment__status__in=ARRIVED)))


def transfer(money: OrderMoney, kind: str, key: str, amount: int, memo: str, at: datetime) -> None:
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
