"""A gateway's or bank's own list of movements held against the ledger, with every difference by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from market.settlement import accounts, postings
from market.settlement.labels import movement_words
from market.settlement.ledger_rows import FEE, MOVED, LedgerRow, fee_reference, ledger_rows
from market.settlement.models import Reconciliation
from market.settlement.templatetags.money import rupiah

if TYPE_CHECKING:
    from market.accounts.models import User

SLACK = timedelta(days=3)
"""How far apart the two may date the same movement: weekends, time zones, banks that book the next day."""

AROUND = timedelta(days=31)
"""How far outside the file's days the ledger is looked at, so that a wrong date is told from a missing movement."""


NOON = time(12)


class Fault(StrEnum):
    """How the two can differ."""

    MISSING_IN_FILE = "missing_in_file"
    MISSING_IN_LEDGER = "missing_in_ledger"
    NOT_YET = "not_yet"
    AMOUNT = "amount"
    DOUBLED = "doubled"
    SIGN = "sign"
    DATE = "date"
    OUTSIDE = "outside"
    FEE_UNKNOWN = "fee_unknown"
    FEE = "fee"


WORDS = {
    Fault.MISSING_IN_FILE: "ada di buku besar, tidak ada di berkas",
    Fault.MISSING_IN_LEDGER: "ada di berkas, tidak ada di buku besar",
    Fault.NOT_YET: "belum ada di berkas; mungkin masuk berkas berikutnya",
    Fault.AMOUNT: "jumlahnya berbeda",
    Fault.DOUBLED: "tercatat lebih dari sekali di berkas",
    Fault.SIGN: "masuk dan keluar tertukar",
    Fault.DATE: "tanggalnya jauh berbeda",
    Fault.OUTSIDE: "tanggalnya di luar masa berkas",
    Fault.FEE_UNKNOWN: "biaya belum dibukukan",
    Fault.FEE: "biaya yang dibukukan berbeda",
}


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """One movement as the gateway or bank tells it; whole rupiah, money that comes in above zero.

    `amount` is before the fee that was kept of it. `kind` is payment, refund, dispute, payout, fee or other;
    `reference` is ours: a payment's key, a payout's number.
    """

    on: date
    amount: int
    reference: str
    kind: str = "payment"
    fee: int = 0


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that the file and the ledger do not agree on; amounts are None where there is none."""

    fault: Fault
    kind: str
    reference: str
    on: date
    file_amount: int | None
    ledger_amount: int | None

    @property
    def words(self) -> str:
        """Return it as a sentence for the treasurer."""
        sides = [("berkas", self.file_amount), ("buku besar", self.ledger_amount)]
        told = ", ".join(f"{side} {rupiah(amount)}" for side, amount in sides if amount is not None)
        return f"{self.reference} ({movement_words(self.kind)}): {WORDS[self.fault]} ({told})"


def reconcile(
    *, account_code: str, rows: Sequence[FileRow], since: date | None = None, until: date | None = None
) -> list[Difference]:
    """Return every difference between a file and the ledger of one account, by date; none means that they agree.

    The file speaks for the days from `since` to `until` (those of its first and last row when left out). What one
    reference has of one kind is compared as a sum, as a file may join or part what the ledger keeps apart. The
    operator's own moves carry no reference of ours in any file: they are known by their sum and day.
    """
    if not rows and (since is None or until is None):
        return []
    since = since or min(row.on for row in rows)
    until = until or max(row.on for row in rows)
    ledger = ledger_rows(account_code, since - AROUND, until + AROUND)
    compare = _Comparison(since, until, rows, ledger)
    return sorted(compare.differences(), key=lambda one: (one.on, one.reference, one.kind))


@transaction.atomic
def book_fees(*, account_code: str, rows: Iterable[FileRow]) -> int:
    """Book what the file says that the gateway or bank kept, on its days; return what was not booked before."""
    booked = 0
    fees = _fees(rows)
    known = _days_of_fees(account_code, [on for _reference, on in fees])
    for (reference, on), amount in sorted(fees.items()):
        if amount and not any(abs(day - on) <= AROUND for day in known[reference]):
            postings.gateway_fee(
                place=accounts.place(account_code),
                reference=reference,
                about=reference[:60],
                amount=amount,
                at=timezone.make_aware(datetime.combine(on, NOON)),
            )
            booked += amount
    return booked


def record_reconciliation(
    *, account_code: str, rows: Sequence[FileRow], file_name: str, content: bytes, by: User | None, now: datetime
) -> Reconciliation:
    """Hold a file against the ledger and keep what was found, with the file's fingerprint."""
    found = reconcile(account_code=account_code, rows=rows)
    return Reconciliation.objects.create(
        account=account_code,
        file_name=file_name[:200],
        file_hash=sha256(content).hexdigest(),
        rows=len(rows),
        differences=[{**asdict(one), "on": one.on.isoformat(), "words": one.words} for one in found],
        made_at=now,
        made_by=by,
    )


class _Comparison:
    """The two lists, by kind and reference."""

    def __init__(self, since: date, until: date, rows: Sequence[FileRow], ledger: Sequence[LedgerRow]) -> None:
        self.since, self.until = since, until
        self.file: dict[tuple[str, str], list[FileRow]] = defaultdict(list)
        self.ledger: dict[tuple[str, str], list[LedgerRow]] = defaultdict(list)
        self.fees: dict[str, int] = defaultdict(int)
        for row in rows:
            if row.kind != FEE:
                self.file[row.kind, row.reference].append(row)
        for mine in ledger:
            if mine.kind == FEE:
                self.fees[mine.reference] -= mine.amount
            else:
                self.ledger[mine.kind, "" if mine.kind == MOVED else mine.reference].append(mine)
        self.kept = [row for row in rows if row.kind == FEE]
        for mine in self.ledger.pop((MOVED, ""), []):
            if not self._find_move(mine):
                self.ledger[MOVED, mine.reference].append(mine)

    def differences(self) -> list[Difference]:
        found = [self._pair(key) for key in self.file.keys() | self.ledger.keys()]
        lone_fees = [self._lone_fee(row) for row in self.kept]
        return [one for one in (*found, *lone_fees) if one]

    def _find_move(self, mine: LedgerRow) -> bool:
        """Take a row of the same sum, a few days apart at the most, that is nothing else we know; is there one?"""
        for key, rows in self.file.items():
            for row in rows if key not in self.ledger else ():
                if row.amount == mine.amount and abs(row.on - mine.on) <= SLACK:
                    rows.remove(row)
                    if not rows:
                        del self.file[key]
                    return True
        return False

    def _pair(self, key: tuple[str, str]) -> Difference | None:
        rows, mine = self.file.get(key, []), self.ledger.get(key, [])
        if not rows:
            return self._unseen(key, mine)
        if not mine:
            return self._found(Fault.MISSING_IN_LEDGER, key, rows, mine)
        fault = _fault_in_amounts([row.amount for row in rows], sum(row.amount for row in mine))
        fault = fault or self._fault_in_dates(rows, mine)
        return self._found(fault, key, rows, mine) if fault else self._fault_in_fees(key, rows)

    def _unseen(self, key: tuple[str, str], mine: list[LedgerRow]) -> Difference | None:
        """Look at what only the ledger knows: of these days, and not so late that the next file may have it."""
        dates = [row.on for row in mine if self.since <= row.on <= self.until]
        if not dates or not sum(row.amount for row in mine):
            return None
        is_late = max(dates) > self.until - SLACK
        return self._found(Fault.NOT_YET if is_late else Fault.MISSING_IN_FILE, key, [], mine)

    def _fault_in_dates(self, rows: list[FileRow], mine: list[LedgerRow]) -> Fault | None:
        if any(not self.since <= row.on <= self.until for row in rows):
            return Fault.OUTSIDE
        first, last = min(row.on for row in mine) - SLACK, max(row.on for row in mine) + SLACK
        return Fault.DATE if any(not first <= row.on <= last for row in rows) else None

    def _fault_in_fees(self, key: tuple[str, str], rows: list[FileRow]) -> Difference | None:
        return self._fee(key, rows[0].on, fee_reference(*key), sum(row.fee for row in rows))

    def _lone_fee(self, row: FileRow) -> Difference | None:
        return self._fee((FEE, row.reference), row.on, row.reference, -row.amount)

    def _fee(self, key: tuple[str, str], on: date, reference: str, kept: int) -> Difference | None:
        booked = self.fees.get(reference)
        if kept == (booked or 0):
            return None
        fault = Fault.FEE_UNKNOWN if booked is None else Fault.FEE
        return Difference(fault=fault, kind=key[0], reference=key[1], on=on, file_amount=kept, ledger_amount=booked)

    def _found(self, fault: Fault, key: tuple[str, str], rows: list[FileRow], mine: list[LedgerRow]) -> Difference:
        return Difference(
            fault=fault,
            kind=key[0],
            reference=key[1],
            on=(rows or mine)[0].on,
            file_amount=sum(row.amount for row in rows) if rows else None,
            ledger_amount=sum(row.amount for row in mine) if mine else None,
        )


def _fault_in_amounts(amounts: list[int], wanted: int) -> Fault | None:
    got = sum(amounts)
    if got == wanted:
        return None
    if len(amounts) > 1 and any(got - again == wanted for again in amounts if amounts.count(again) > 1):
        return Fault.DOUBLED
    return Fault.SIGN if got == -wanted else Fault.AMOUNT


def _days_of_fees(account_code: str, days: Sequence[date]) -> defaultdict[str, list[date]]:
    """Return by reference when fees were booked around these days: read once, however many fees a file tells of."""
    known: defaultdict[str, list[date]] = defaultdict(list)
    if days:
        for row in ledger_rows(account_code, min(days) - AROUND, max(days) + AROUND):
            if row.kind == FEE:
                known[row.reference].append(row.on)
    return known


def _fees(rows: Iterable[FileRow]) -> dict[tuple[str, date], int]:
    """Return what was kept, by the reference it is booked under and the first day it is told of."""
    sums: dict[str, int] = defaultdict(int)
    days: dict[str, date] = {}
    for row in rows:
        reference = row.reference if row.kind == FEE else fee_reference(row.kind, row.reference)
        sums[reference] += -row.amount if row.kind == FEE else row.fee
        days[reference] = min(row.on, days.get(reference, row.on))
    return {(reference, days[reference]): amount for reference, amount in sums.items()}
