"""What gateways and banks have given back: held against what was asked, once, and booked where nobody asked."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from market.gateways.base import Asked, Standing
from market.ledger.actions import AccountName
from market.settlement import accounts, postings, reasons
from market.settlement.alerts import alert
from market.settlement.by_key import meant
from market.settlement.came_back import booked_of, highest, is_old, take_back
from market.settlement.models import Payment, Refund, SellerTransfer
from market.settlement.order_money import locked_splits
from market.settlement.parts import cut_off, fitting_into
from market.settlement.refunds import decide, money_of_split, transfer, turns
from market.settlement.splits import split as share_out
from market.settlement.templatetags.money import rupiah

logger = logging.getLogger(__name__)


def settle(*, payment: Payment, standing: Standing, at: datetime) -> None:
    """Settle what a locked payment's gateway has given back so far in all; less than is known is old news.

    What we asked for is known by its key. What nobody asked us for was given back outside (in Stripe's dashboard, by a
    bank): it is booked too. What came back to us after all is owed again, also when we hear of it only then.
    """
    if is_old(payment, standing):
        return
    booked = booked_of(payment, standing)
    _hear(payment, highest(payment, standing), standing.asked, at)
    take_back(payment=payment, standing=standing, booked=booked, at=at)
    _hear(payment, standing.refunded, standing.asked, at)


def _hear(payment: Payment, refunded: int, asked: Iterable[Asked], at: datetime) -> None:
    """Settle what is new in a sum that was given back in all."""
    fresh = min(refunded, payment.captured) - payment.refunded
    if fresh <= 0:
        return
    payment.refunded += fresh
    payment.status = payment.arrived_status
    payment.save(update_fields=["refunded", "status"])
    key = f"refunded:{payment.refunded}:{len(payment.bounced)}"
    _settle(payment, fresh, asked, to=accounts.REFUNDS, key=key, at=at)


def settle_lost(*, payment: Payment, lost: int, at: datetime) -> None:
    """Settle what disputes have taken from a locked payment for good so far in all."""
    fresh = lost - payment.lost
    if fresh <= 0:
        return
    payment.lost += fresh
    payment.save(update_fields=["lost"])
    _settle(payment, fresh, (), to=accounts.DISPUTES, key=f"lost:{payment.lost}", at=at)


def _settle(payment: Payment, amount: int, asked: Iterable[Asked], *, to: AccountName, key: str, at: datetime) -> None:
    """Hold money that went back against what was asked; what is left over was never asked of us."""
    waiting = _waiting(payment)
    known = meant(payment, asked, waiting)
    for refund in fitting_into(known.given, amount):
        _mark_done(payment, refund, to=to, at=at)
        waiting.remove(refund)
        amount -= refund.amount
    for refund in fitting_into([one for one in waiting if one.pk not in known.promised], amount):
        _mark_done(payment, refund, to=to, at=at)
        amount -= refund.amount
    if amount:
        amount -= _book_unasked(payment, amount, to=to, key=key, at=at)
    if amount:
        amount -= _carve(payment, amount, known.promised, to=to, key=key, at=at)
    if amount:
        _book_loss(payment, amount, to=to, key=key, at=at)


def _waiting(payment: Payment) -> list[Refund]:
    """Return what was decided and not given back; what was refused comes last."""
    waiting = (
        Refund.objects.select_for_update(of=("self",))
        .select_related("split__order__membership__seller")
        .filter(split__payment=payment, status__in=[Refund.Status.ASKED, Refund.Status.FAILED])
    )
    return sorted(waiting, key=lambda refund: (refund.status == Refund.Status.FAILED, refund.pk))


def _mark_done(payment: Payment, refund: Refund, *, to: AccountName, at: datetime) -> None:
    """Note that the buyer has it back, and where it came from."""
    paid_from = accounts.DISPUTES.code if to == accounts.DISPUTES else accounts.asset_of(payment).code
    Refund.objects.filter(pk=refund.pk).update(status=Refund.Status.DONE, done_at=at, paid_from=paid_from)
    parts = [(accounts.DISPUTES, refund.amount)] if to == accounts.DISPUTES else sources(payment, refund, at)
    kind = "dispute_lost" if to == accounts.DISPUTES else "refund_paid"
    postings.refund_paid(refund=refund, parts=parts, at=at, kind=kind)


def sources(payment: Payment, refund: Refund, at: datetime) -> list[tuple[AccountName, int]]:
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
        transfer(money_of_split(refund.split), SellerTransfer.Kind.ADJUSTMENT, f"given:{refund.pk}", own, memo, at)
    return [(asset, from_held), (accounts.seller(payment.partner), own)]


def _book_unasked(payment: Payment, amount: int, *, to: AccountName, key: str, at: datetime) -> int:
    """Book money that went back without our asking, over the orders by what is left; return how much that was."""
    splits = list(locked_splits(payment=payment))
    left = [split.amount - split.refund_asked for split in splits]
    amount = min(amount, sum(left))
    if not amount:
        return 0
    reason = reasons.DISPUTED if to == accounts.DISPUTES else reasons.AT_THE_GATEWAY
    logger.error("%s: Rp%s of %s", reason, amount, payment.idempotency_key)
    alert(key=f"{key}:{payment.pk}", words=f"{reason}: {rupiah(amount)} dari {payment.idempotency_key}.")
    for split, share, turn in turns(splits, share_out(amount, left)):
        refund = decide(
            money_of_split(split),
            split,
            share,
            reason=reason,
            key=f"{key}/{payment.pk}/{split.pk}/{turn}",
            by=None,
            at=at,
            to=to,
        )
        if to == accounts.DISPUTES:
            Refund.objects.filter(pk=refund.pk).update(
                status=Refund.Status.DONE, done_at=at, paid_from=accounts.DISPUTES.code
            )
        else:
            _mark_done(payment, refund, to=to, at=at)
    return amount


def _carve(payment: Payment, amount: int, promised: set[int], *, to: AccountName, key: str, at: datetime) -> int:
    """Settle parts of refunds that wait, when all that is left was decided already; return how much that was.

    Those that the gateway has promised come last: their own money is still to be heard of.
    """
    carved = 0
    for refund in sorted(_waiting(payment), key=lambda refund: refund.pk in promised):
        part = min(amount - carved, refund.amount)
        if part == refund.amount:
            _mark_done(payment, refund, to=to, at=at)
        elif part:
            _mark_done(payment, cut_off(refund, part, key), to=to, at=at)
        carved += part
    return carved


def _book_loss(payment: Payment, amount: int, *, to: AccountName, key: str, at: datetime) -> None:
    """Book money that went back though the buyer had none left here; somebody has to look."""
    logger.error("%s gave back Rp%s more than it held", payment.idempotency_key, amount)
    alert(
        key=f"over:{key}:{payment.pk}",
        words=f"{payment.idempotency_key}: {rupiah(amount)} kembali lebih dari uang pembeli yang ada.",
    )
    splits = list(payment.splits.select_related("order"))
    source = accounts.DISPUTES if to == accounts.DISPUTES else accounts.asset_of(payment)
    about = postings.about_payment(payment, splits)
    postings.given_for_nothing(payment=payment, about=about, key=key, source=source, amount=amount, at=at)
