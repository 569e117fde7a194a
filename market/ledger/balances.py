"""What stands on the accounts, always added up from the entries. Whole rupiah; debits above zero, credits below."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from market.ledger.models import Account, Entry, Kind


class Balance(NamedTuple):
    """One account's sums: `debit` and `credit` are both above zero, `balance` is debit less credit."""

    code: str
    name: str
    kind: Kind
    debit: int
    credit: int
    balance: int


def balance(code: str, *, until: datetime | None = None) -> int:
    """Return debit less credit of one account, by journals that happened up to and including `until`.

    An account that does not exist yet stands at zero.
    """
    return _sum(Entry.objects.of_account(code), until)


def balances(prefix: str = "", *, until: datetime | None = None) -> list[Balance]:
    """Return the sums of every account whose code begins with `prefix`, ordered by code, in one query.

    Mind the colon: `seller:7` also begins `seller:70`, `seller:7:` only what hangs below seller 7.
    """
    then = Q(entries__journal__happened_at__lte=until) if until else Q()
    accounts = Account.objects.filter(code__startswith=prefix) if prefix else Account.objects.all()
    sums = accounts.annotate(
        debit=Coalesce(Sum("entries__amount", filter=Q(entries__amount__gt=0) & then), 0),
        credit=Coalesce(Sum("entries__amount", filter=Q(entries__amount__lt=0) & then), 0),
    ).order_by("code")
    return [
        Balance(code, name, Kind(kind), debit, -credit, debit + credit)
        for code, name, kind, debit, credit in sums.values_list("code", "name", "kind", "debit", "credit")
    ]


def total() -> int:
    """Return the sum of the whole ledger, which is 0 or something is badly wrong."""
    return _sum(Entry.objects.all(), None)


def _sum(entries: QuerySet[Entry], until: datetime | None) -> int:
    if until:
        entries = entries.filter(journal__happened_at__lte=until)
    return int(entries.aggregate(sum=Sum("amount"))["sum"] or 0)
