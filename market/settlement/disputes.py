"""Card disputes: a buyer's bank takes money away, gives it back, or keeps it.

What the gateway says now is compared with what is known, so news may come twice and in any order. Only `disputed` may
go down again; a standing that was read before the last one that moved it is left alone.
"""

from __future__ import annotations

import logging
from datetime import datetime

from market.gateways.base import Standing
from market.settlement import given_back, postings
from market.settlement.alerts import alert
from market.settlement.models import Payment
from market.settlement.payout_holds import hold_payouts
from market.settlement.templatetags.money import rupiah

logger = logging.getLogger(__name__)


def record_disputes(*, payment: Payment, standing: Standing, asked_at: datetime) -> None:
    """Book what disputes have newly taken from a locked payment, given back to us, or lost for good.

    `asked_at` is when the gateway was asked for this standing.
    """
    lost = max(standing.lost, payment.lost)
    if (standing.disputed, lost) == (payment.disputed, payment.lost) or standing.lost < payment.lost:
        return
    before = postings.disputes_of(payment)
    if before and before[-1].happened_at > asked_at:
        return
    _move(payment, standing.disputed + lost, turn=len(before) + 1, at=asked_at)
    payment.disputed = standing.disputed
    payment.save(update_fields=["disputed"])
    given_back.settle_lost(payment=payment, lost=lost, at=asked_at)


def _move(payment: Payment, taken: int, *, turn: int, at: datetime) -> None:
    """Book what is away from us now, lost or not, against what was."""
    known = payment.disputed + payment.lost
    about = postings.about_payment(payment, list(payment.splits.select_related("order")))
    if taken > known:
        logger.error("%s: a dispute takes away Rp%s", payment.idempotency_key, taken - known)
        alert(
            key=f"dispute:{payment.pk}:{turn}",
            words=f"Sengketa kartu atas {payment.idempotency_key}: bank menahan {rupiah(taken - known)}.",
        )
        postings.dispute_opened(payment=payment, about=about, turn=turn, amount=taken - known, at=at)
        hold_payouts(payment=payment)
    elif taken < known:
        postings.dispute_won(payment=payment, about=about, turn=turn, amount=known - taken, at=at)
