"""How Indonesian banks write days and rupiah."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

DAY = re.compile(r"(\d{1,2})[/. -](\d{1,2}|[A-Za-z]{3,9})(?:[/. -](\d{4}|\d{2}))?(?:[ T,]+\d{1,2}[:.]\d{2}.*)?", re.A)
ISO_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?", re.A)
PLAIN_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.A)
MONTHS = {
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7, "agu": 8, "agt": 8,
    "ags": 8, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "nop": 11, "des": 12, "dec": 12,
}  # fmt: skip
MONEY = re.compile(
    r"(?P<before>[-+(]?)\s*(?:Rp\.?|IDR)?\s*(?P<minus>-?)(?P<figures>[\d.,]{1,30})"
    r"\s*(?P<after>[-+)]?)\s*(?P<side>[A-Za-z]*)",
    re.I | re.A,
)
MOST_DIGITS = 15
MOST_LETTERS = 60
"""Of an amount with its signs; the pattern takes its time over thousands of blanks."""
SIDES = {"cr": 1, "c": 1, "k": 1, "kr": 1, "kredit": 1, "credit": 1, "masuk": 1, "+": 1} | {
    "db": -1, "d": -1, "dr": -1, "debet": -1, "debit": -1, "keluar": -1, "-": -1,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Money:
    """Whole rupiah, and whether sen were cut off; `is_signed` when the cell itself says in or out."""

    amount: int
    has_sen: bool = False
    is_signed: bool = False


def read_day(typed: str, years: tuple[date, date] | None = None) -> date | None:
    """Return the day that a cell names; None when it names none.

    A day without a year (BCA writes 20/11) falls into `years`, the period that the file says it covers.
    """
    typed = typed.lstrip("'").strip()
    if match := ISO_DAY.fullmatch(typed) or PLAIN_DAY.fullmatch(typed):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if not (match := DAY.fullmatch(typed)):
        return None
    month = int(match[2]) if match[2].isdigit() else MONTHS.get(match[2][:3].lower(), 0)
    if match[3]:
        return _day(int(match[3]) + (2000 if len(match[3]) == 2 else 0), month, int(match[1]))
    return _day_within(years, month, int(match[1])) if years else None


def read_money(typed: str) -> Money | None:
    """Return what a cell says; an empty one or a dash is nothing, None is a cell that is no sum of money."""
    typed = typed.lstrip("'").replace("\xa0", " ").strip().removesuffix(",-")
    if typed in {"", "-", "="}:
        return Money(amount=0)
    match = MONEY.fullmatch(typed) if len(typed) <= MOST_LETTERS else None
    if not match or (match["side"] and match["side"].lower() not in SIDES):
        return None
    whole, sen = _figures(match["figures"])
    if whole is None or len(whole) > MOST_DIGITS:
        return None
    marks = "".join(match[name] for name in ("before", "minus", "after"))
    if marks not in {"", "+", "-", "()"}:
        return None
    sign = -1 if marks in {"-", "()"} else SIDES.get(match["side"].lower(), 1)
    return Money(amount=sign * int(whole), has_sen=bool(sen.strip("0")), is_signed=bool(marks or match["side"]))


def _figures(typed: str) -> tuple[str | None, str]:
    """Return the whole figures and the sen: 1.234.567,00 and 1,234,567.00 and 1234567.00 are the same."""
    marks = [mark for mark in typed if mark in ".,"]
    last = max(typed.rfind("."), typed.rfind(","))
    has_sen = bool(marks) and marks.count(typed[last]) == 1 and len(typed) - last - 1 in (1, 2)
    whole, sen = (typed[:last], typed[last + 1 :]) if has_sen else (typed, "")
    whole = whole or ("0" if has_sen else "")  # Mandiri writes ,00 for nothing
    group = set(whole) - set("0123456789")
    if not group and whole:
        return whole, sen
    is_grouped = (
        len(group) == 1 and re.fullmatch(r"\d{1,3}([.,]\d{3})+", whole) and not (has_sen and typed[last] in group)
    )
    return (re.sub(r"[.,]", "", whole), sen) if is_grouped else (None, "")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 2000 <= year <= 2100 else None
    except ValueError:
        return None


def _day_within(years: tuple[date, date], month: int, day: int) -> date | None:
    tried = (_day(year, month, day) for year in range(years[0].year, years[1].year + 1))
    return next((found for found in tried if found and years[0] <= found <= years[1]), None)
