"""Money of payments that are held back: it is in the ledger as soon as it is there, and on nobody's account."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Sum

from market.gateways.base import Standing
from market.ledger.models import Entry, Journal
from market.settlement import accounts, postings
from market.settlement.mismatches import is_money
from market.settlement.models import Payment


def hold(*, payment: Payment, standing: Standing, at: datetime) -> None:
    """Book what lies at the gateway for a locked payment that is held back; `at` is when the gateway was asked."""
    latest = Journal.objects.filter(key__startswith=f"suspense:{payment.pk}:").order_by("happened_at").last()
    if is_money(standing) and not (latest and latest.happened_at > at):
        came, went = standing.captured + standing.extra, standing.disputed + standing.lost
        _bring(payment, {"payment": came, "refund": -standing.refunded, "dispute": -went}, at)


def release(*, payment: Payment, at: datetime) -> None:
    """Take it out again, for what it is has been decided."""
    _bring(payment, {"payment": 0, "refund": 0, "dispute": 0}, at)


def _bring(payment: Payment, wanted: dict[str, int], at: datetime) -> None:
    """Book what each kind of movement lacks, in the words of the file that it will be held against."""
    about = postings.about_payment(payment, list(payment.splits.select_related("order")))
    for kind, amount in wanted.items():
        of_kind = f"suspense:{payment.pk}:{kind}:"
        entries = Entry.objects.of_account(accounts.SUSPENSE.code).filter(journal__key__startswith=of_kind)
        booked = -int(entries.aggregate(sum=Sum("amount"))["sum"] or 0)
        key = f"{of_kind}{entries.count() + 1}"
        postings.suspense(payment=payment, key=key, kind=kind, about=about, amount=amount - booked, at=at)
