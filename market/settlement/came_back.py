"""Refunds that came to nothing after the gateway had given or promised them: the money is back at our balance there.

They are owed again, and failed, so that people try again or give the money back by hand. What of a payment came back
only grows, each refund of the gateway once; a standing that knows of fewer is old news.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain

from market.gateways.base import Asked, Bounced, Standing
from market.settlement import accounts, postings
from market.settlement.alerts import alert
from market.settlement.by_key import asked_under, given_by_gateway
from market.settlement.models import Payment, Refund
from market.settlement.parts import best_fit, cut_off
from market.settlement.templatetags.money import rupiah

logger = logging.getLogger(__name__)


def is_old(payment: Payment, standing: Standing) -> bool:
    """Does this standing know less of what came back than we do?"""
    return bool(set(payment.bounced) - {one.id for one in standing.bounced})


def highest(payment: Payment, standing: Standing) -> int:
    """Return how much had been given back before what nobody asked us for came back; 0 when nothing of it did.

    Then the books end the same whether we hear of such a refund when it is given or only when it has failed.
    """
    fresh = _fresh(payment, standing)
    unasked = sum(one.amount for one in fresh if not one.key and not one.was_called_off)
    if not unasked:
        return 0
    asked = _refunds_under(fresh)
    booked = sum(one.amount for one in given_by_gateway(payment) if one.pk in asked)
    return standing.refunded + unasked + booked


def booked_of(payment: Payment, standing: Standing) -> set[int]:
    """Return which refunds came back newly of those that are booked as given.

    To be asked before more is heard: what is booked then under a key that came back was given under it once more.
    """
    asked = _refunds_under(_fresh(payment, standing))
    return {one.pk for one in given_by_gateway(payment) if one.pk in asked} if asked else set()


def take_back(*, payment: Payment, standing: Standing, booked: set[int], at: datetime) -> None:
    """Undo what of a locked payment's refunds came back newly; `booked` is what `booked_of` said."""
    fresh = _fresh(payment, standing)
    if fresh:
        asked = _refunds_under(fresh)
        done = given_by_gateway(payment)
        counted = _counted(payment, standing, fresh, sum(one.amount for one in done if one.pk in booked))
        lost = min(counted, _given_for_nothing(payment))
        payment.bounced = sorted(one.id for one in standing.bounced)
        payment.refunded -= counted
        payment.status = payment.arrived_status
        payment.save(update_fields=["bounced", "refunded", "status"])
        if lost:
            postings.loss_returned(payment=payment, key=fresh[0].id, amount=lost, at=at)
        _owe_again(payment, counted - lost, _in_turn(done, booked, _refunds_under(standing.asked)), fresh[0].id, at)
        Refund.objects.filter(pk__in=asked, status=Refund.Status.ASKED).update(status=Refund.Status.FAILED)
        _tell(payment, fresh)


def _fresh(payment: Payment, standing: Standing) -> list[Bounced]:
    """Return what came back that we did not know of."""
    return [one for one in standing.bounced if one.id not in payment.bounced]


def _counted(payment: Payment, standing: Standing, fresh: Sequence[Bounced], done: int) -> int:
    """Return how much of what came back was booked as given: what is missing now, or more when more went out since.

    `done` is what was booked of the refunds that were asked under its keys.
    """
    missing = payment.refunded - min(standing.refunded, payment.captured)
    return min(max(missing, min(done, sum(one.amount for one in fresh if one.key)), 0), payment.refunded)


def _in_turn(done: Sequence[Refund], booked: set[int], alive: set[int]) -> list[list[Refund]]:
    """Return what may have come back: what was booked under its keys, what nobody asked, what is still given."""
    others = [refund for refund in done if refund.pk not in booked]
    return [
        [refund for refund in done if refund.pk in booked],
        [refund for refund in others if refund.pk not in alive],
        [refund for refund in others if refund.pk in alive],
    ]


def _owe_again(payment: Payment, counted: int, in_turn: Sequence[list[Refund]], first: str, at: datetime) -> None:
    """Have `counted` rupiah of what was booked owed again, whole refunds before parts of them."""
    for refunds in in_turn[:2]:
        for refund in best_fit(refunds, counted):
            _fail(refund, payment, at)
            counted -= refund.amount
            refunds.remove(refund)
    for refund in chain(*in_turn):
        if counted:
            part = min(counted, refund.amount)
            _fail(refund if part == refund.amount else cut_off(refund, part, f"back:{first}"), payment, at)
            counted -= part


def _given_for_nothing(payment: Payment) -> int:
    """Return how much more than all its money went back: what comes back makes that good before it is owed again."""
    return max(payment.given_back + payment.lost - payment.captured, 0)


def _refunds_under(told: Iterable[Asked | Bounced]) -> set[int]:
    """Return the refunds that the gateway was asked for under the keys it tells of."""
    return {pk for refund_ids in asked_under({one.key for one in told if one.key}).values() for pk in refund_ids}


def _fail(refund: Refund, payment: Payment, at: datetime) -> None:
    Refund.objects.filter(pk=refund.pk).update(status=Refund.Status.FAILED, done_at=None, paid_from="")
    postings.refund_returned(refund=refund, place=accounts.asset_of(payment), at=at)


def _tell(payment: Payment, fresh: Sequence[Bounced]) -> None:
    amount = sum(one.amount for one in fresh)
    logger.error("%s: Rp%s could not be given back and came back to us", payment.idempotency_key, amount)
    alert(
        key=f"bounced:{payment.pk}:{fresh[-1].id}",
        words=f"Pengembalian {rupiah(amount)} dari {payment.idempotency_key} gagal di bank pembeli; uangnya kembali. "
        "Coba lagi, atau kembalikan dengan tangan.",
    )
