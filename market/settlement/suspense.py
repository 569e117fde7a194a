"""Money of payments that are held back: it is in the ledger as soon as it is there, and on nobody's account."""

from __future__ import annotations

from datetime import datetime
from operator import itemgetter

from django.db.models import Sum

from market.gateways.base import Standing
from market.ledger.actions import AccountName
from market.ledger.models import Entry, Journal, Kind
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
    """Take it out again from wherever it was booked, for what it is has been decided."""
    _bring(payment, {"payment": 0, "refund": 0, "dispute": 0}, at)


def _bring(payment: Payment, wanted: dict[str, int], at: datetime) -> None:
    """Book what each kind of movement lacks, in the words of the file that it will be held against.

    Should the gateway name another place now than before, what was booked at the first one is taken out there.
    """
    about = postings.about_payment(payment, list(payment.splits.select_related("order")))
    here = accounts.asset_of(payment)
    for kind, amount in wanted.items():
        of_kind = f"suspense:{payment.pk}:{kind}:"
        entries = Entry.objects.filter(journal__key__startswith=of_kind).exclude(account__code=accounts.SUSPENSE.code)
        booked = entries.values_list("account__code", "account__name", "account__kind").annotate(sum=Sum("amount"))
        lacking = {here: amount}
        for code, name, of_this_kind, total in booked:
            place = here if code == here.code else AccountName(code, name, Kind(of_this_kind))
            lacking[place] = lacking.get(place, 0) - int(total)
        for turn, (place, part) in enumerate(filter(itemgetter(1), lacking.items()), entries.count() + 1):
            key = f"{of_kind}{turn}"
            postings.suspense(place=place, key=key, kind=kind, about=about, amount=part, at=at)
