"""Movements of a bank's file find their bills: by themselves where it is certain, else by somebody's hand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from market.gateways.bills.actions import WrongAmount, confirm, mark_refunded
from market.gateways.bills.models import Bill, BillRefund, StatementLine
from market.rupiah.writing import rupiah

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

EARLY = timedelta(days=1)
"""A bank's day may end an hour before ours."""

LATE = timedelta(days=13)
"""Money may be late; a day less than a unique amount rests before it is asked for again."""

OUT = "Uang keluar. Kalau ini pengembalian, pilih yang mana."
UNKNOWN = "Tidak ada tagihan sebesar ini pada hari-hari itu."
TWICE = "Tagihan sebesar ini sudah dibayar. Mungkin ini dibayar dua kali; kalau ya, kirim kembali."
SEVERAL = "Ada {count} tagihan sebesar ini. Pilih yang benar."
ANOTHER = "Keterangannya menyebut pembelian lain. Pilih tagihannya kalau memang ini uangnya."
CLOSED = "Tagihan sebesar ini sudah ditutup, dan tidak punya kode unik. Pilih kalau memang ini uangnya."

PURCHASE = re.compile(
    r"(?<![0-9a-z])ph[^0-9a-z]?([0-9a-hjkmnp-tv-z]{4})[^0-9a-z]?([0-9a-hjkmnp-tv-z]{4})", re.IGNORECASE
)
"""A purchase's number, with which a bill's reference begins, with or without its dashes."""


class AlreadySettled(ValueError):
    """The line has found its bill, or was put aside, or the bill or refund has a line already."""


class OtherAccount(ValueError):
    """The bill or refund belongs to another account, or the money went the other way."""


def see_to(lines: Sequence[StatementLine], *, by: AbstractBaseUser | None, at: datetime) -> int:
    """Match each new line whose bill is certain and note on the others why not; return how many were matched.

    Certain is: the exact sum, on the same account, within the bill's time, and no second bill like it, or none but
    this one named in the line, as files of QRIS providers do. Who is named pays nobody else's bill, also when she has
    paid already.
    """
    bills = _bills_by_amount(lines)
    doubtful: defaultdict[str, list[int]] = defaultdict(list)
    for line in lines:
        alike = _named([bill for bill in bills[line.amount] if _is_in_time(bill, line.booked_on)], line.text)
        unpaid = [bill for bill in alike if bill.line_pk is None]
        line.note = _doubt(line, unpaid, is_paid=bool(alike))
        if line.note:
            doubtful[line.note].append(line.pk)
        else:
            _pay(line, unpaid[0], by=by, at=at)
            unpaid[0].line_pk = line.pk
    for note, of_lines in doubtful.items():
        StatementLine.objects.filter(pk__in=of_lines).update(note=note)
    return len(lines) - sum(map(len, doubtful.values()))


@transaction.atomic
def match(*, line_id: int, bill_id: int, by: AbstractBaseUser | None, at: datetime) -> StatementLine:
    """Say that a movement is the money of a bill; the bill counts as paid.

    Raises:
        AlreadySettled: when the line, or the bill by another line, is settled.
        OtherAccount: when the bill is for another account, or the line is money that went out.
        WrongAmount: when less came, or far more, than the bill says.
    """
    line = _lock(line_id)
    bill = Bill.objects.select_for_update(of=("self",)).get(pk=bill_id)
    if line.amount <= 0 or bill.account_id != line.account_id:
        raise OtherAccount("Tagihan ini bukan untuk rekening dan arah uang itu.")
    if StatementLine.objects.filter(bill=bill).exists():
        raise AlreadySettled("Tagihan ini sudah cocok dengan baris lain.")
    if bill.state == Bill.State.CAPTURED and bill.payable != line.amount:
        raise WrongAmount(f"Tagihan ini sudah dipastikan sebesar {rupiah(bill.payable)}.")
    _pay(line, bill, by=by, at=at)
    return line


@transaction.atomic
def match_refund(*, line_id: int, refund_id: int, by: AbstractBaseUser | None, at: datetime) -> StatementLine:
    """Say that money which went out was a refund; the refund counts as done.

    Raises:
        AlreadySettled: when the line, or the refund by another line, is settled.
        OtherAccount: when the refund is of another account, or the sum is not the refund's to the rupiah.
    """
    line = _lock(line_id)
    refund = BillRefund.objects.select_related("bill").get(pk=refund_id)
    if (refund.bill.account_id, refund.amount) != (line.account_id, -line.amount):
        raise OtherAccount("Pengembalian ini bukan dari rekening itu, atau jumlahnya lain.")
    mark_refunded(refund_id=refund.pk, by=by, evidence=evidence_of(line), at=at)
    if StatementLine.objects.filter(refund=refund).exists():
        raise AlreadySettled("Pengembalian ini sudah cocok dengan baris lain.")
    line.refund = refund
    return _settle(line, StatementLine.State.MATCHED, by=by, at=at, note="")


@transaction.atomic
def ignore(*, line_id: int, by: AbstractBaseUser | None, note: str, at: datetime) -> StatementLine:
    """Put a movement aside that belongs to no bill, and say why.

    Raises:
        AlreadySettled: when it is settled.
        ValueError: when `note` is blank.
    """
    if not note.strip():
        raise ValueError("Tulis apa uang ini, supaya yang memeriksa nanti mengerti.")
    return _settle(_lock(line_id), StatementLine.State.IGNORED, by=by, at=at, note=note.strip())


def evidence_of(line: StatementLine) -> str:
    """Return how a movement is named as evidence."""
    return f"mutasi {line.statement.file_name[-150:]} baris {line.row}"


def _bills_by_amount(lines: Sequence[StatementLine]) -> defaultdict[int, list[Any]]:
    """Return the bills that the lines may have paid, each with its `line_pk`; those that are paid too. Two queries.

    They are locked first and their lines read then, so that who matches one by hand meanwhile waits, or is seen.
    """
    found: defaultdict[int, list[Any]] = defaultdict(list)
    if lines:
        days = [line.booked_on for line in lines]
        bills = within(Bill.objects.filter(account=lines[0].account), min(days), max(days))
        sums = {line.amount for line in lines if line.amount > 0}
        locked: list[Any] = list(bills.select_for_update(of=("self",)).filter(payable__in=sums).order_by("pk"))
        paid_by = dict(StatementLine.objects.filter(bill__in=locked).values_list("bill_id", "pk"))
        for bill in locked:
            bill.line_pk = paid_by.get(bill.pk)
            found[bill.payable].append(bill)
    return found


def within(bills: QuerySet[Bill], first: date, last: date) -> QuerySet[Bill]:
    """Return the bills whose money may have been booked between two days."""
    return bills.filter(created_at__date__gte=first - LATE, created_at__date__lte=last + EARLY)


def _is_in_time(bill: Bill, booked_on: date) -> bool:
    asked_on = timezone.localdate(bill.created_at)
    return asked_on - EARLY <= booked_on <= asked_on + LATE


def _named(bills: list[Any], text: str) -> list[Any]:
    """Return the one bill whose number the text holds, all of them when it holds none or several."""
    named = [bill for bill in bills if re.search(_number_of(bill), text, re.IGNORECASE)]
    return named if len(named) == 1 else bills


def _number_of(bill: Bill) -> str:
    """Return a pattern for the end of the bill's reference, as QRIS carries it, with or without its dashes."""
    number = r"[^0-9a-z]?".join(map(re.escape, bill.reference[-25:].strip("-").split("-")))
    return rf"(?<![0-9a-z]){number}(?![0-9a-z])"


def _names_another(bill: Bill, text: str) -> bool:
    """Does the text hold the number of a purchase, and not of this bill's?"""
    named, own = ({"".join(number).lower() for number in PURCHASE.findall(told)} for told in (text, bill.reference))
    return bool(named) and not named & own


def _doubt(line: StatementLine, unpaid: list[Bill], *, is_paid: bool) -> str:
    """Return why a line does not find its bill by itself, or nothing."""
    if line.note:
        return line.note
    if line.amount < 0:
        return OUT
    if not unpaid:
        return TWICE if is_paid else UNKNOWN
    if len(unpaid) > 1:
        return SEVERAL.format(count=len(unpaid))
    if _names_another(unpaid[0], line.text):
        return ANOTHER
    if unpaid[0].extra == 0 and unpaid[0].state == Bill.State.CANCELLED:
        return CLOSED
    return ""


def _pay(line: StatementLine, bill: Bill, *, by: AbstractBaseUser | None, at: datetime) -> None:
    confirm(bill_id=bill.pk, by=by, evidence=evidence_of(line), at=at, received=line.amount)
    line.bill = bill
    _settle(line, StatementLine.State.MATCHED, by=by, at=at, note="")


def _settle(
    line: StatementLine, state: StatementLine.State, *, by: AbstractBaseUser | None, at: datetime, note: str
) -> StatementLine:
    line.state, line.note = state, note[:200]
    line.settled_by, line.settled_at = by, at  # type: ignore[assignment]
    line.save(update_fields=["state", "note", "bill", "refund", "settled_by", "settled_at"])
    return line


def _lock(line_id: int) -> StatementLine:
    lines = StatementLine.objects.select_for_update(of=("self",)).select_related("statement")
    line = lines.get(pk=line_id)
    if line.state != StatementLine.State.OPEN:
        raise AlreadySettled("Baris ini sudah diselesaikan.")
    return line
