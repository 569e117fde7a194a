"""Refunds that a gateway refused and that people gave back themselves, with what their word rests on."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.files.base import File
from django.db import transaction

from market.ledger.actions import AccountName
from market.settlement import accounts, given_back, postings
from market.settlement.models import Payment, Refund
from market.settlement.payouts import own_places
from market.settlement.refunds import InDispute, TooMuch, lock_failed

if TYPE_CHECKING:
    from market.accounts.models import User


class NoEvidence(ValueError):
    """Nobody's word counts without saying what it rests on."""


def places_for(payment: Payment) -> list[tuple[str, str]]:
    """Return from where a refund of this payment may be given back by hand, by code, with their names.

    The operator gives from her own bank accounts or the cash box; what a seller took in straight she gives herself.
    """
    if payment.partner is None:
        return own_places()
    account = accounts.seller(payment.partner)
    return [(account.code, f"{payment.partner.name} sendiri")]


@transaction.atomic
def give_by_hand(
    *, refund_id: int, paid_from: str, evidence: str, by: User | None, now: datetime, proof: File | None = None
) -> Refund:
    """Note that people have given back what the gateway refused, and book it against where it was paid from, once.

    `paid_from` is one of `places_for` by its code, `evidence` the bank's reference or what else the word rests on.

    Raises:
        NoEvidence: when `evidence` is blank.
        NothingToTry: when the refund has not failed (any more).
        ValueError: when it is not paid from there.
        InDispute, TooMuch: when the buyer's bank holds the money, or it went back meanwhile.
    """
    if not evidence.strip():
        raise NoEvidence
    refund = lock_failed(refund_id)
    payment = refund.split.payment
    if paid_from not in dict(places_for(payment)):
        raise ValueError(f"Nothing is given back from {paid_from!r}")
    _refuse_too_much(payment, refund.amount)
    refund.status, refund.done_at, refund.done_by = Refund.Status.DONE, now, by
    refund.paid_from, refund.evidence = paid_from, evidence.strip()[:200]
    if proof:
        refund.proof = proof  # type: ignore[assignment]
    refund.save()
    payment.by_hand += refund.amount
    payment.status = payment.arrived_status
    payment.save(update_fields=["by_hand", "status"])
    parts = _parts(payment, refund, now)
    postings.refund_paid(refund=refund, parts=parts, at=now, kind="refund_paid")
    return refund


def _refuse_too_much(payment: Payment, amount: int) -> None:
    left = payment.captured - payment.given_back - payment.lost
    if left < amount:
        raise TooMuch(payment.idempotency_key)
    if left - payment.disputed < amount:
        raise InDispute(payment.idempotency_key)


def _parts(payment: Payment, refund: Refund, at: datetime) -> list[tuple[AccountName, int]]:
    if payment.partner is None:
        return [(accounts.place(refund.paid_from), refund.amount)]
    return given_back.sources(payment, refund, at)
