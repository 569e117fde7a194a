"""A bank's file as a list of movements."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from market.gateways.bills.files.columns import Columns, find_header
from market.gateways.bills.files.table import Row, UnreadableStatement, decode, rows_of, separators
from market.gateways.bills.files.values import SIDES, Money, read_day, read_money

TEXT_LENGTH = 300
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
A_DAY = re.compile(r"\d{1,4}[-/. ][\dA-Za-z]{1,9}[-/. ]\d{2,4}")
NUMBER = re.compile(r"\d{8,20}")
BALANCES = ("saldo awal", "saldo akhir", "opening balance", "closing balance", "starting balance", "ending balance")
STARTS_AS_FORMULA = ("=", "+", "@")


@dataclass(frozen=True, kw_only=True)
class Movement:
    """Money in (positive) or out, whole rupiah; `row` is its row in the file. `has_sen`: a fraction was cut off."""

    row: int
    booked_on: date
    amount: int
    text: str
    has_sen: bool = False


@dataclass
class Reading:
    """What a file holds: its movements, the rows that are none, and the account numbers it names."""

    movements: list[Movement] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    accounts: set[str] = field(default_factory=set)


def read_statement(data: bytes) -> Reading:
    """Return what a bank's CSV file says.

    Raises:
        UnreadableStatement: with an Indonesian sentence that says what is missing, or which row cannot be read.
    """
    text = decode(data)
    refusals = []
    for separator in separators(text):
        try:
            rows = rows_of(text, separator)
            start, columns = find_header(rows)
        except UnreadableStatement as refusal:
            refusals.append(refusal)
            continue
        return _read(rows[:start], rows[start + 1 :], columns)
    raise refusals[0]


def _read(letterhead: list[Row], rows: list[Row], columns: Columns) -> Reading:
    period = _period(letterhead)
    reading = Reading(accounts=_accounts(letterhead))
    for number, cells in rows:
        if not any(cells):
            continue
        movement = _movement(number, cells, columns, period)
        if movement:
            reading.movements.append(movement)
            reading.accounts |= _number(_cell(cells, columns.account))
        else:
            reading.skipped.append(number)
    if not reading.movements:
        raise UnreadableStatement("Tidak ada satu pun mutasi di berkas ini.")
    return reading


def _movement(number: int, cells: list[str], columns: Columns, period: tuple[date, date] | None) -> Movement | None:
    """Return the movement of a row; None for rows such as the opening balance, a sum, or what is not booked yet."""
    typed = _cell(cells, columns.day)
    day = read_day(typed, period)
    if day is None:
        if typed.lstrip("'")[:1].isdigit() or typed.startswith(STARTS_AS_FORMULA):
            raise UnreadableStatement(f"Baris {number}: tanggal “{typed[:30]}” tidak terbaca.")
        return None
    money = _money(number, cells, columns)
    text = clean_text(" ".join(_cell(cells, place) for place in columns.text))
    if money.amount == 0 or text.lower().startswith(BALANCES):
        return None
    return Movement(row=number, booked_on=day, amount=money.amount, text=text, has_sen=money.has_sen)


def _money(number: int, cells: list[str], columns: Columns) -> Money:
    if columns.amount < 0:
        return _in_or_out(number, cells, columns)
    money = _read_cell(number, _cell(cells, columns.amount))
    side = _cell(cells, columns.side).lower().strip(". ")
    if not side or money.is_signed:
        return money
    if side not in SIDES:
        raise UnreadableStatement(f"Baris {number}: “{side[:20]}” bukan tanda uang masuk (CR) atau keluar (DB).")
    return Money(amount=SIDES[side] * money.amount, has_sen=money.has_sen)


def _in_or_out(number: int, cells: list[str], columns: Columns) -> Money:
    debit, credit = (_read_cell(number, _cell(cells, place)) for place in (columns.debit, columns.credit))
    if debit.amount and credit.amount:
        raise UnreadableStatement(f"Baris {number}: debet dan kredit dua-duanya terisi.")
    return Money(amount=abs(credit.amount) - abs(debit.amount), has_sen=debit.has_sen or credit.has_sen)


def _read_cell(number: int, typed: str) -> Money:
    money = read_money(typed)
    if money is None:
        raise UnreadableStatement(f"Baris {number}: jumlah “{typed[:30]}” tidak terbaca.")
    return money


def _period(letterhead: list[Row]) -> tuple[date, date] | None:
    """Return the period that the letterhead names, for days that are written without a year."""
    line = " ".join(" ".join(cells) for _, cells in letterhead if "eriod" in " ".join(cells))
    days = [day for day in (read_day(found) for found in A_DAY.findall(line)) if day]
    return (min(days), max(days)) if days else None


def _accounts(letterhead: list[Row]) -> set[str]:
    """Return the account numbers of the letterhead, so that a file of another account is not taken for this one's."""
    lines = (A_DAY.sub(" ", " ".join(cells)) for _, cells in letterhead)
    about = [line for line in lines if re.search(r"rekening|norek|account", line, re.I)]
    return {number for line in about for number in _number(line)}


def _number(typed: str) -> set[str]:
    return set(NUMBER.findall(typed.replace("-", "").replace(".", "")))


def _cell(cells: list[str], place: int) -> str:
    return cells[place] if 0 <= place < len(cells) else ""


def clean_text(text: str) -> str:
    """Return a text in one line without what cannot be seen, at most 300 letters."""
    return " ".join(CONTROLS.sub(" ", text).split())[:TEXT_LENGTH]
