"""Files of banks, taken in once: each movement becomes one line, however many files tell of it."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from market.gateways.bills.files.reading import Movement, Reading, clean_text, read_statement
from market.gateways.bills.files.table import LARGEST_FILE
from market.gateways.bills.files.table import UnreadableStatement as UnreadableStatement
from market.gateways.bills.matching import see_to
from market.gateways.bills.models import ReceivingAccount, Statement, StatementLine

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.core.files.base import File

HAS_SEN = "Ada sen di belakang koma; sen tidak dihitung."


@dataclass(frozen=True, kw_only=True)
class TakenIn:
    """What a file brought: its lines that are new, how many of those found their bill, how many were known before.

    `skipped` are rows of the file that are no movement: balances, sums, what the bank has not booked yet.
    """

    statement: Statement
    lines: list[StatementLine]
    matched: int
    known: int
    skipped: list[int]


def take_in_statement(
    *, account: ReceivingAccount, upload: File[Any], by: AbstractBaseUser | None, at: datetime
) -> TakenIn:
    """Keep what a bank's file says of an account and match what can be matched; the same file again brings nothing.

    Raises:
        UnreadableStatement: with an Indonesian sentence that says what is wrong with the file; nothing is kept of it.
    """
    data = _read(upload)
    reading = read_statement(data)
    _refuse_other_account(account, reading)
    with transaction.atomic():
        ReceivingAccount.objects.select_for_update(of=("self",), no_key=True).get(pk=account.pk)
        statement, _ = Statement.objects.get_or_create(
            account=account,
            file_hash=hashlib.sha256(data).hexdigest(),
            defaults={"file_name": clean_text(upload.name or "mutasi.csv")[-200:], "taken_by": by, "taken_at": at},  # type: ignore[misc]
        )
        lines = _keep(statement, reading.movements)
        matched = see_to(lines, by=by, at=at)
    known = len(reading.movements) - len(lines)
    return TakenIn(statement=statement, lines=lines, matched=matched, known=known, skipped=reading.skipped)


def fingerprints(movements: list[Movement]) -> list[str]:
    """Return what tells each movement apart: its day, sum and text, and the how-manieth alike of that day it is.

    Two movements that are alike in one file are two; the same movement in the next file is the same.
    """
    seen: Counter[str] = Counter()
    marks = []
    for movement in movements:
        told = f"{movement.booked_on}|{movement.amount}|{''.join(movement.text.lower().split())}"
        seen[told] += 1
        marks.append(hashlib.sha256(f"{told}|{seen[told]}".encode()).hexdigest())
    return marks


def _read(upload: File[Any]) -> bytes:
    """Return the file's bytes, and not many more than may be: what is larger is refused by its size."""
    upload.seek(0)
    return bytes(upload.read(LARGEST_FILE + 1))


def _refuse_other_account(account: ReceivingAccount, reading: Reading) -> None:
    ours = account.number.replace("-", "").replace(".", "").replace(" ", "")
    if ours and reading.accounts and not any(number.lstrip("0") == ours.lstrip("0") for number in reading.accounts):
        told = ", ".join(sorted(reading.accounts)[:3])
        raise UnreadableStatement(f"Berkas ini tentang rekening {told}, bukan {account.number}.")


def _keep(statement: Statement, movements: list[Movement]) -> list[StatementLine]:
    """Write down the movements that the account does not have yet, and return those."""
    marks = fingerprints(movements)
    lines = StatementLine.objects.filter(account=statement.account, fingerprint__in=marks)
    known = set(lines.values_list("fingerprint", flat=True))
    return StatementLine.objects.bulk_create(
        StatementLine(
            statement=statement,
            account=statement.account,
            row=movement.row,
            booked_on=movement.booked_on,
            amount=movement.amount,
            text=movement.text,
            fingerprint=mark,
            note=HAS_SEN if movement.has_sen else "",
        )
        for movement, mark in zip(movements, marks, strict=True)
        if mark not in known
    )
