"""Money that goes straight to a seller, seen to by the market's desk where she cannot, or does not answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from market.gateways.bills.actions import confirm, mark_refunded
from market.gateways.bills.models import Bill, BillRefund
from market.notify.actions import tell
from market.settlement import accounts, postings
from market.settlement.models import Payment, SellerTransfer
from market.settlement.payouts import own_places

if TYPE_CHECKING:
    from market.accounts.models import User

BY_HAND = ("transfer", "qris")
"""Ways by which money reaches a seller without anybody telling us."""

ANSWERS_WITHIN = timedelta(hours=24)
"""How long a seller may take to look whether a buyer's money has come before the desk is asked to see to it."""

GIVES_BACK_WITHIN = timedelta(days=3)
"""How long she may take to give money back."""

MOST_WORDS = 150
"""How long the desk's note may be, so that what is put before it fits too."""


@dataclass(frozen=True, kw_only=True)
class DirectBill:
    """A seller's bill with the order that it pays and whoever buys; `payment` is missing for a bill of nobody's."""

    bill: Bill
    payment: Payment | None

    @property
    def order(self) -> Any:
        """The order; None for a bill of nobody's."""
        splits = list(self.payment.splits.all()) if self.payment else []
        return splits[0].order if splits else None

    @property
    def number(self) -> str:
        """The order's number."""
        return self.order.number if self.order else self.bill.reference


def proved_bills(now: datetime) -> QuerySet[Bill]:
    """Return sellers' bills whose buyers have sent a photo and that nobody has confirmed, the oldest photo first."""
    bills = Bill.objects.may_still_come(now).filter(partner__isnull=False, gateway__in=BY_HAND).exclude(proof="")
    return bills.select_related("partner", "account").order_by(F("proof_at").asc(nulls_last=True), "pk")


def unanswered_bills(now: datetime) -> QuerySet[Bill]:
    """Return those of them whose seller has not answered for a day, or whose shop is shut."""
    return proved_bills(now).filter(Q(proof_at__lt=now - ANSWERS_WITHIN) | Q(partner__is_open=False))


def refunds_to_give() -> QuerySet[BillRefund]:
    """Return what sellers have to give back, oldest first."""
    refunds = BillRefund.objects.filter(done_at=None, bill__partner__isnull=False)
    return refunds.select_related("bill__partner", "bill__account").order_by("created_at", "pk")


def overdue_refunds(now: datetime) -> QuerySet[BillRefund]:
    """Return those of them that have waited for days, or whose shop is shut."""
    late = Q(created_at__lt=now - GIVES_BACK_WITHIN) | Q(bill__partner__is_open=False)
    return refunds_to_give().filter(late)


def with_payments(bills: Iterable[Bill]) -> list[DirectBill]:
    """Return bills with their payments, in their order, in three queries."""
    bills = list(bills)
    payments = Payment.objects.filter(idempotency_key__in=[bill.reference for bill in bills])
    known = {one.idempotency_key: one for one in payments.select_related("group").prefetch_related("splits__order")}
    return [DirectBill(bill=bill, payment=known.get(bill.reference)) for bill in bills]


@transaction.atomic
def confirm_for_seller(*, bill: Bill, by: User, note: str, has_seen_proof: bool, at: datetime) -> None:
    """Note in a seller's stead that her bill's money has come, and tell her; once, and never after her own word.

    `note` says what it rests on, and whether the buyer's photo was looked at is kept with it.

    Raises:
        market.gateways.bills.actions.NoEvidence: when `note` is blank.
    """
    seen = "foto bukti dilihat" if has_seen_proof else "tanpa foto bukti"
    confirmed = confirm(bill_id=bill.pk, by=by, evidence=_told(seen, note), at=at)
    if (confirmed.confirmed_by_id, confirmed.confirmed_at) == (by.pk, at):
        _tell_shop(bill, "bill_confirmed_for_you", "workshop:payment", [bill.external_id], bill.payable, note)


@transaction.atomic
def note_given_back_for_seller(*, refund: BillRefund, by: User, note: str, at: datetime) -> None:
    """Note in a seller's stead that she has given money back, and tell her; once, and never after her own word.

    Only what came out of her own pocket: the ledger takes it for hers.

    Raises:
        market.gateways.bills.actions.NoEvidence: when `note` is blank.
    """
    done = mark_refunded(refund_id=refund.pk, by=by, evidence=_told("dari toko", note), at=at)
    if (done.done_by_id, done.done_at) == (by.pk, at):
        _tell_shop(refund.bill, "refund_noted_for_you", "workshop:refunds", [], refund.amount, note, f":{refund.pk}")


@transaction.atomic
def pay_back_for_seller(*, refund: BillRefund, paid_from: str, by: User, note: str, at: datetime) -> None:
    """Note that the market has given back, out of its own purse, what a seller should have; she owes it, and hears so.

    It is booked as if she had given it with money of the market; her next payout takes it off. Once, and never after
    her own word. `paid_from` is one of the operator's places by its code.

    Raises:
        market.gateways.bills.actions.NoEvidence: when `note` is blank.
        ValueError: when nothing is paid from there.
    """
    seller = refund.bill.partner
    if seller is None or paid_from not in dict(own_places()):
        raise ValueError(f"Nothing is paid from {paid_from!r} for a seller")
    done = mark_refunded(refund_id=refund.pk, by=by, evidence=_told("uang pasar", note), at=at)
    if (done.done_by_id, done.done_at) != (by.pk, at):
        return
    about, key = with_payments([refund.bill])[0], f"{refund.pk}"
    owed = accounts.seller(seller)
    place = accounts.place(paid_from)
    postings.advance(key=key, number=about.number, place=place, owed=owed, amount=refund.amount, at=at)
    SellerTransfer.objects.create(
        partner_id=seller.pk,
        order=about.order,
        kind=SellerTransfer.Kind.ADJUSTMENT,
        key=f"advance:{key}",
        amount=-refund.amount,
        memo="Dikembalikan pasar ke pembeli",
        created_at=at,
    )
    _tell_shop(refund.bill, "refund_paid_for_you", "workshop:money", [], refund.amount, note, f":{refund.pk}")


def _told(what: str, note: str) -> str:
    return f"Petugas, {what}: {note.strip()[:MOST_WORDS]}" if note.strip() else ""


def _tell_shop(
    bill: Bill, template: str, address: str, arguments: list[str], amount: int, note: str, of: str = ""
) -> None:
    number = with_payments([bill])[0].number
    link = settings.BASE_URL.rstrip("/") + reverse(address, args=arguments)
    context = {"amount": amount, "number": number, "note": note.strip(), "link": link}
    for person in bill.partner.users.order_by("pk") if bill.partner else []:
        tell(phone=person.phone, template=template, context=context, key=f"{template}:{bill.pk}{of}:{person.pk}")
