"""Rupiah as they are read aloud, so that a buyer sees at once that her bank's app asks for the same."""

from __future__ import annotations

SMALL = (
    "", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip
BIG = ((1_000_000, "juta"), (1_000, "ribu"), (100, "ratus"), (10, "puluh"))


def in_words(amount: int) -> str:
    """Return an amount from 1 to 999.999.999 rupiah in Indonesian words, such as lima puluh delapan ribu rupiah."""
    return f"{_number(amount)} rupiah"


def _number(number: int) -> str:
    if number < 12:
        return SMALL[number]
    if number < 20:
        return f"{SMALL[number - 10]} belas"
    size, name = next(known for known in BIG if number >= known[0])
    many, rest = divmod(number, size)
    head = f"se{name}" if many == 1 and size in (100, 1_000) else f"{_number(many)} {name}"
    return f"{head} {_number(rest)}".rstrip()
