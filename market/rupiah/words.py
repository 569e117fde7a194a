"""Amounts in words, as Indonesian says them: 25.000 is "dua puluh lima ribu"."""

from __future__ import annotations

from decimal import Decimal

ONES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
GROUPS = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"))


def in_words(amount: int | Decimal) -> str:
    """Return a whole number below a thousand trillion in words; `static/js/workshop/amounts.js` says the same.

    Raises:
        ValueError: for more than that.
    """
    number = int(amount)
    if abs(number) >= 10**15:
        raise ValueError(number)
    if number < 0:
        return f"minus {in_words(-number)}"
    for size, name in GROUPS:
        if number >= size:
            head = "seribu" if number // size == 1 and size == 1000 else f"{in_words(number // size)} {name}"
            return _joined(head, number % size)
    return _below_thousand(number)


def rupiah_in_words(amount: int | Decimal) -> str:
    """Return whole rupiah in words, such as "dua puluh lima ribu rupiah"."""
    return f"{in_words(amount)} rupiah"


def _below_thousand(number: int) -> str:
    if number < 12:
        return ONES[number]
    if number < 20:
        return f"{ONES[number - 10]} belas"
    if number < 100:
        return _joined(f"{ONES[number // 10]} puluh", number % 10)
    return _joined("seratus" if number < 200 else f"{ONES[number // 100]} ratus", number % 100)


def _joined(head: str, rest: int) -> str:
    return f"{head} {in_words(rest)}" if rest else head
