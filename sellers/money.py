"""A shop's own money: its bills, what it has to give back, its payouts and accounts. Nothing of anybody else's.

What is not there, or somebody else's, is 404; what the operator takes in (pooled) is nobody's here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.db.models import F, QuerySet, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from market.gateways.bills.models import Bill, BillRefund, ReceivingAccount
from market.ledger.models import Entry
from market.settlement import accounts
from market.settlement.models import Payment, Refund, SellerPayout

if TYPE_CHECKING:
    from market.shop.order.models import Order
    from market.shop.partner.models import Partner

BY_HAND = ("transfer", "qris")
"""Ways by which money reaches a seller without anybody telling us; cash is confirmed where the order is."""

EARNINGS = ("sale", "delivery", "subsidy", "commission", "tax", "clawback", "dispute_lost")
"""Journals that make a seller richer or poorer; all others only say where her money lies."""

ADDRESSED_AS = {"pak", "bapak", "bu", "ibu", "mas", "mbak", "kak", "bang", "haji", "hajah"}
"""What goes before a name and is none."""


@dataclass(frozen=True, kw_only=True)
class HerBill:
    """A bill whose money reaches this seller straight, and what she may know of who pays it."""

    bill: Bill
    order: Order
    buyer_name: str
    buyer_phone: str

    @property
    def first_name(self) -> str:
        """What the buyer is called; all that is shown of her before she has paid."""
        words = self.buyer_name.split() or ["Pembeli"]
        return " ".join(words[: 2 if words[0].lower() in ADDRESSED_AS else 1])


@dataclass(frozen=True, kw_only=True)
class HerRefund:
    """Money that this seller has to send back, and to whom."""

    refund: BillRefund
    about: HerBill


def bills_to_check(partner: Partner, *, now: datetime) -> QuerySet[Bill]:
    """Return the bills that she alone can say are paid: those with a photo first, closed ones for a while."""
    bills = Bill.objects.may_still_come(now).filter(partner=partner, gateway__in=BY_HAND)
    return bills.order_by(F("proof_at").asc(nulls_last=True), "-pk")


def bills_with_proof(partner: Partner, *, now: datetime) -> QuerySet[Bill]:
    """Return the bills whose buyers say that they have paid, the one that waits longest first."""
    return bills_to_check(partner, now=now).exclude(proof="")


def bill_of(partner: Partner, external_id: str) -> HerBill:
    """Return one bill of hers, paid or not; 404 for all else."""
    bill = get_object_or_404(Bill.objects.filter(partner=partner, gateway__in=BY_HAND), external_id=external_id)
    return _one(with_orders(partner, [bill]))


def with_orders(partner: Partner, bills: Iterable[Bill]) -> list[HerBill]:
    """Return bills with the orders that they pay, in their order, in three queries; none for none."""
    bills = list(bills)
    if not bills:
        return []
    payments = (
        Payment.objects.filter(partner=partner, idempotency_key__in=[bill.reference for bill in bills])
        .select_related("group")
        .prefetch_related("splits__order")
    )
    known = {payment.idempotency_key: payment for payment in payments}
    return [_her_bill(bill, known[bill.reference]) for bill in bills if bill.reference in known]


def cash_bill_of(partner: Partner, order: Order) -> Bill | None:
    """Return the bill of an order whose cash is still to come."""
    keys = Payment.objects.filter(partner=partner, gateway="cash", splits__order=order).values("idempotency_key")
    waiting = Bill.objects.filter(partner=partner, gateway="cash", state=Bill.State.WAITING, reference__in=keys)
    return waiting.order_by("-pk").first()


def direct_money_of(partner: Partner, order: Order) -> int:
    """Return what of an order's money she holds herself, whole rupiah: what she would have to give back."""
    splits = order.payment_splits.filter(payment__partner=partner, payment__captured__gt=0)
    sums = splits.aggregate(came=Sum("amount"), back=Sum("refund_asked"))
    return int(sums["came"] or 0) - int(sums["back"] or 0)


def refunds_of(partner: Partner) -> QuerySet[BillRefund]:
    """Return what she has to give back, and has given back, newest first."""
    return BillRefund.objects.filter(bill__partner=partner).select_related("bill").order_by("-pk")


def refunds_to_give(partner: Partner) -> QuerySet[BillRefund]:
    """Return what she still has to give back, oldest first."""
    return refunds_of(partner).filter(done_at=None).order_by("pk")


def soon_to_give(partner: Partner) -> int:
    """Return what was decided to go back a moment ago and is not on her list yet; whole rupiah."""
    asked = Refund.objects.filter(split__payment__partner=partner, status=Refund.Status.ASKED)
    listed = refunds_to_give(partner).order_by()
    sums = [int(rows.aggregate(sum=Sum("amount"))["sum"] or 0) for rows in (asked, listed)]
    return max(sums[0] - sums[1], 0)


def with_buyers(partner: Partner, refunds: Iterable[BillRefund]) -> list[HerRefund]:
    """Return refunds with whom they go to, in two queries."""
    refunds = list(refunds)
    found = {her.bill.pk: her for her in with_orders(partner, {one.bill_id: one.bill for one in refunds}.values())}
    return [HerRefund(refund=one, about=found[one.bill_id]) for one in refunds if one.bill_id in found]


def refund_of(partner: Partner, number: int) -> HerRefund:
    """Return one refund of hers; 404 for all else."""
    return _one(with_buyers(partner, [get_object_or_404(refunds_of(partner), pk=number)]))


def payout_of(partner: Partner, number: str) -> SellerPayout:
    """Return one payout to her; 404 for all else."""
    return get_object_or_404(SellerPayout.objects.filter(partner_id=partner.pk), number=number)


def accounts_of(partner: Partner) -> QuerySet[ReceivingAccount]:
    """Return all accounts that the shop has ever had, newest first."""
    return ReceivingAccount.objects.filter(partner=partner).select_related("entered_by").order_by("-pk")


def owed_to(partner: Partner) -> int:
    """Return what the market owes her, whole rupiah; below zero is what she owes the market."""
    return -_sum(Entry.objects.of_account(accounts.seller(partner).code))


def earned_by(partner: Partner, *, since: date | None = None) -> int:
    """Return what received orders have brought her (since a day of the market's), wherever that money lies."""
    entries = Entry.objects.of_account(accounts.seller(partner).code).filter(journal__kind__in=EARNINGS)
    if since:
        entries = entries.filter(journal__happened_at__gte=timezone.make_aware(datetime.combine(since, time())))
    return -_sum(entries)


def _her_bill(bill: Bill, payment: Payment) -> HerBill:
    group = payment.group
    return HerBill(
        bill=bill,
        order=payment.splits.all()[0].order,
        buyer_name=group.buyer_name,
        buyer_phone=group.buyer_phone,
    )


def _one(found: Sequence[Any]) -> Any:
    if not found:
        raise Http404
    return found[0]


def _sum(entries: QuerySet[Entry]) -> int:
    return int(entries.aggregate(sum=Sum("amount"))["sum"] or 0)
