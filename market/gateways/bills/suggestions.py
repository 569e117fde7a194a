"""Which bill or refund a movement may be about, for the person who has to say so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Abs

from market.gateways.bills.matching import within
from market.gateways.bills.models import Bill, BillRefund, StatementLine

MOST = 5
LOOKED_AT = 200
NAMED = "namanya disebut di keterangan"
WITHOUT_CODE = "jumlahnya tanpa kode unik"
EXACT = "jumlahnya tepat"


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A bill or a refund that a movement may be about, why, and by how many rupiah the sums differ."""

    why: str
    difference: int
    bill: Bill | None = None
    refund: BillRefund | None = None

    @property
    def apart(self) -> int:
        """Return the difference without its sign."""
        return abs(self.difference)


def suggestions(line: StatementLine) -> list[Suggestion]:
    """Return at most five bills (money in) or refunds (money out) that a movement may be, the likeliest first."""
    return _refunds(line) if line.amount < 0 else _bills(line)


def _bills(line: StatementLine) -> list[Suggestion]:
    """What the text names comes first, then the exact sum with or without its unique code, then the nearest sum."""
    bills = within(Bill.objects.filter(account=line.account, line=None), line.booked_on, line.booked_on)
    near = bills.annotate(distance=Abs(F("payable") - line.amount)).order_by("distance", "-created_at")[:LOOKED_AT]
    told = _plain(line.text)
    found = [_suggest(line, bill, is_named=_is_named(bill, told)) for bill in near]
    order = (NAMED, EXACT, WITHOUT_CODE)
    found.sort(key=lambda one: (order.index(one.why) if one.why in order else len(order), abs(one.difference)))
    return found[:MOST]


def _suggest(line: StatementLine, bill: Bill, *, is_named: bool) -> Suggestion:
    difference = line.amount - bill.payable
    if is_named:
        why = NAMED
    elif difference == 0:
        why = EXACT
    elif line.amount == bill.amount:
        why = WITHOUT_CODE
    else:
        why = "jumlahnya lebih" if difference > 0 else "jumlahnya kurang"
    return Suggestion(bill=bill, why=why, difference=difference)


def _refunds(line: StatementLine) -> list[Suggestion]:
    asked = BillRefund.objects.filter(bill__account=line.account, line=None).select_related("bill")
    alike = asked.filter(amount=-line.amount).order_by("-created_at")[:MOST]
    return [Suggestion(refund=refund, why=EXACT, difference=0) for refund in alike]


def _is_named(bill: Bill, told: str) -> bool:
    """Does the text hold the bill's reference, or the number that its description ends with?"""
    words = [bill.reference, *bill.description.split()]
    return any(len(word) >= 6 and word in told for word in map(_plain, words) if any(c.isdigit() for c in word))


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())
