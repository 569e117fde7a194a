"""What people and files say about bills: money came, money went back, a photo shows it.

Nothing here can be taken back: the orders follow within seconds. A bill that was confirmed by mistake is put right by
cancelling its order, and marking the refund done with the mistake as its evidence.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from market.gateways.bills.models import Bill, BillRefund
from market.gateways.bills.proof_news import tell_of_proof
from market.outbox.actions import record_effect
from market.pictures.files import clean_file
from market.pictures.pipeline import UnusablePicture as UnusablePicture
from market.rupiah.writing import rupiah

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.core.files.base import File

EVIDENCE_LENGTH = 200
MOST_ON_TOP = 999
"""What may come above the amount of a bill and still be its own: three digits, by which transfers are told apart."""


class NoEvidence(ValueError):
    """Nobody's word counts without saying what it rests on."""


class WrongAmount(ValueError):
    """What came is less than the bill's amount, or so much more that it must be for something else."""


class AlreadyPaid(ValueError):
    """The money has come, so that nothing is left to prove."""


@transaction.atomic
def confirm(
    *, bill_id: int, by: AbstractBaseUser | None, evidence: str, at: datetime, received: int | None = None
) -> Bill:
    """Note that a bill's money has come, even after the bill was closed; saying so twice is saying so once.

    `by` is the accounts.User who says so, None when a provider does; `evidence` is what it rests on. `received` is
    whole rupiah, when it is known that another sum came than was asked for: somebody left the unique code out.

    Raises:
        NoEvidence: when `evidence` is blank.
        WrongAmount: when `received` is below the bill's amount, or more than MOST_ON_TOP above it.
    """
    evidence = _evident(evidence)
    bill = Bill.objects.select_for_update(of=("self",)).get(pk=bill_id)
    if bill.state == Bill.State.CAPTURED:
        return bill
    if received is not None:
        _take_what_came(bill, received)
    bill.state, bill.captured = Bill.State.CAPTURED, bill.amount
    bill.confirmed_at, bill.confirmed_by, bill.evidence = at, by, evidence  # type: ignore[assignment]
    bill.save(update_fields=["state", "captured", "extra", "payable", "confirmed_at", "confirmed_by", "evidence"])
    _tell_news(bill, "captured")
    return bill


@transaction.atomic
def mark_refunded(*, refund_id: int, by: AbstractBaseUser | None, evidence: str, at: datetime) -> BillRefund:
    """Note that somebody has given a refund's money back; saying so twice is saying so once.

    Raises:
        NoEvidence: when `evidence` is blank.
    """
    evidence = _evident(evidence)
    bill_id = BillRefund.objects.values_list("bill_id", flat=True).get(pk=refund_id)
    bill = Bill.objects.select_for_update(of=("self",)).get(pk=bill_id)
    refund = BillRefund.objects.select_for_update(of=("self",)).get(pk=refund_id)
    if refund.done_at:
        return refund
    refund.done_at, refund.done_by, refund.evidence = at, by, evidence  # type: ignore[assignment]
    refund.save(update_fields=["done_at", "done_by", "evidence"])
    bill.refunded += refund.amount
    bill.save(update_fields=["refunded"])
    _tell_news(bill, f"refund-{refund.pk}")
    return refund


def add_proof(*, external_id: str, upload: File[Any], at: datetime) -> Bill:
    """Keep the photo by which a buyer shows that she paid, cleaned and out of public reach; a later one replaces it.

    It proves nothing by itself: people look at it when they confirm. A seller whom the money reaches hears of it.

    Raises:
        UnusablePicture: its text says in Indonesian what is wrong with the photo.
        AlreadyPaid: when the money has been confirmed.
    """
    photo = clean_file(upload)
    with transaction.atomic():
        bill = Bill.objects.select_for_update(of=("self",)).get(external_id=external_id)
        if bill.state == Bill.State.CAPTURED:
            raise AlreadyPaid(external_id)
        storage, former = bill.proof.storage, bill.proof.name
        bill.proof.save(photo.name or "", photo, save=False)
        bill.proof_at = at
        bill.save(update_fields=["proof", "proof_at"])
        _tell_news(bill, f"proof-{photo.name}")
        tell_of_proof(bill)
        if former:
            transaction.on_commit(lambda: storage.delete(former))
    return bill


def _evident(evidence: str) -> str:
    if not evidence.strip():
        raise NoEvidence("Tulis dasarnya: dari mana Anda tahu uangnya sudah masuk atau sudah dikirim.")
    return evidence.strip()[:EVIDENCE_LENGTH]


def _take_what_came(bill: Bill, received: int) -> None:
    if not bill.amount <= received <= bill.amount + MOST_ON_TOP:
        raise WrongAmount(f"Yang masuk {rupiah(received)}, yang ditagih {rupiah(bill.payable)}.")
    bill.extra, bill.payable = received - bill.amount, received


def _tell_news(bill: Bill, change: str) -> None:
    """Have the payment looked at anew, once for each change."""
    record_effect(
        kind="payment.news",
        key=f"payment.news:{bill.external_id}:{change}",
        payload={"gateway": bill.gateway, "external_id": bill.external_id, "reference": bill.reference},
    )
