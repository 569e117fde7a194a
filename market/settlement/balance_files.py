"""Files of gateways and banks, read into the rows that are held against the ledger."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

from django.utils import timezone

from market.gateways.bills.models import Statement, StatementLine
from market.settlement.reconcile import FileRow

CATEGORIES = {
    "charge": "payment",
    "payment": "payment",
    "refund": "refund",
    "refund_failure": "refund",
    "partial_capture_reversal": "refund",
    "dispute": "dispute",
    "dispute_reversal": "dispute",
    "payout": "payout",
    "payout_reversal": "payout",
    "fee": "fee",
}
"""Stripe's reporting categories in our words (docs.stripe.com/reports/reporting-categories)."""

OURS = re.compile(r"\b(P[CHS]-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}(?:-pay-\d+)?)\b")
"""A payout's, purchase's or order's number, or a payment's key, in a text that somebody typed."""

KEPT_BY_BANK = re.compile(r"\b(biaya|adm|admin|administrasi|pajak)\b", re.IGNORECASE)
"""What a bank calls the money that it keeps for itself."""


MOST_DIGITS = 15

LONGEST = 100
"""Letters of a reference that are looked at."""


class UnreadableFile(ValueError):
    """The file is not what it should be; the sentence says where."""


def read_stripe_balance(text: str) -> list[FileRow]:
    """Return the rows of Stripe's itemised balance report ("Balance change from activity", CSV).

    Our payment's key is read from the metadata column `payment_metadata[reference]` (or `reference`) when the report
    has it, else from the description, else Stripe's own id stands there. Times are UTC in the report.

    Raises:
        UnreadableFile: naming the line, when a column is missing, a day or an amount is no such thing, or the money
            is not whole rupiah.
    """
    if "\x00" in text:
        raise UnreadableFile("Berkas ini rusak: ada isi yang bukan tulisan. Unduh lagi dari Stripe.")
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), restval="")
    try:
        return _stripe_rows(reader)
    except csv.Error:
        raise UnreadableFile(f"Baris {reader.line_num} tidak terbaca. Unduh lagi dari Stripe.") from None


def _stripe_rows(reader: csv.DictReader[str]) -> list[FileRow]:
    columns = set(reader.fieldnames or ())
    missing = {"gross", "fee", "currency", "reporting_category"} - columns
    if missing or not columns & {"created_utc", "created"}:
        raise UnreadableFile(f"Kolom yang kurang: {', '.join(sorted(missing)) or 'created_utc'}")
    return [_stripe_row(line, row) for line, row in enumerate(reader, start=2)]


def rows_of_statement(statement: Statement) -> list[FileRow]:
    """Return what a bank's file brought, as rows: bills that were found, payouts and refunds by their numbers."""
    lines = StatementLine.objects.filter(statement=statement).select_related("bill").order_by("row")
    return [_bank_row(line) for line in lines]


def _stripe_row(line: int, row: dict[str, str]) -> FileRow:
    if row["currency"].lower() != "idr":
        raise UnreadableFile(f"Baris {line}: mata uang {row['currency']!r}, bukan rupiah")
    told = row.get("payment_metadata[reference]") or row.get("reference") or ""
    found = OURS.search(row.get("description") or "")
    return FileRow(
        on=_day(line, row.get("created_utc") or row.get("created") or ""),
        amount=_rupiah(line, row["gross"]),
        fee=_rupiah(line, row["fee"]),
        reference=told[:LONGEST] or (found[1] if found else _own_id(row)),
        kind=CATEGORIES.get(row["reporting_category"], "other"),
    )


def _own_id(row: dict[str, str]) -> str:
    return (row.get("source_id") or row.get("balance_transaction_id") or "?")[:LONGEST]


def _bank_row(line: StatementLine) -> FileRow:
    if line.amount < 0 and KEPT_BY_BANK.search(line.text):
        told = f"{line.text[:70]} {line.booked_on} {line.row}"
        return FileRow(on=line.booked_on, amount=line.amount, reference=told, kind="fee")
    found = OURS.search(line.text)
    reference = line.bill.reference if line.bill else found[1] if found else line.text[:100] or f"baris {line.row}"
    return FileRow(on=line.booked_on, amount=line.amount, reference=reference, kind=_bank_kind(line, reference))


def _bank_kind(line: StatementLine, reference: str) -> str:
    if line.amount > 0:
        return "payout" if reference.startswith("PC-") else "payment"
    return "payout" if reference.startswith("PC-") else "refund" if reference.startswith("P") else "other"


def _rupiah(line: int, text: str) -> int:
    try:
        amount = Decimal(text or "0")
    except InvalidOperation:
        raise UnreadableFile(f"Baris {line}: {text[:60]!r} bukan jumlah uang") from None
    if not amount.is_finite() or amount.adjusted() > MOST_DIGITS or amount != int(amount):
        raise UnreadableFile(f"Baris {line}: {text[:60]!r} bukan rupiah utuh")
    return int(amount)


def _day(line: int, text: str) -> date:
    try:
        moment = datetime.fromisoformat(text)
        day = timezone.localtime(moment if timezone.is_aware(moment) else moment.replace(tzinfo=UTC)).date()
    except (ValueError, OverflowError):
        raise UnreadableFile(f"Baris {line}: {text[:60]!r} bukan tanggal") from None
    if not 2000 <= day.year <= 2100:
        raise UnreadableFile(f"Baris {line}: {text[:60]!r} bukan tanggal sekarang")
    return day
