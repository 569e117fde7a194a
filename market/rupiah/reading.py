"""Whole numbers and rupiah as people here write them: 25.000, Rp 25.000,00, 25 ribu."""

from __future__ import annotations

import re

PLAIN = re.compile(r"[0-9]{1,12}")
GROUPED = re.compile(r"[0-9]{1,3}(?:[.\s][0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3})+")
NO_CENTS = re.compile(r"(?:,00?|,-|\.-)$")
THOUSANDS = re.compile(r"(?:rb|ribu)$")
NAME = re.compile(r"^(?:rp|idr)\.?\s*")


def whole_number(typed: str) -> int | None:
    """Return the whole number that was meant, or None when nobody can tell: 25.5, -3, 1.0000, dua."""
    text = NO_CENTS.sub("", typed.strip().lower())
    text, times = (THOUSANDS.sub("", text).strip(), 1000) if THOUSANDS.search(text) else (text, 1)
    if PLAIN.fullmatch(text):
        return int(text) * times
    if GROUPED.fullmatch(text) and len(text) <= 19:
        return int(re.sub(r"[^0-9]", "", text)) * times
    return None


def whole_rupiah(typed: str) -> int | None:
    """Return the amount that was meant, with or without its Rp, or None when nobody can tell."""
    return whole_number(NAME.sub("", typed.strip().lower()))
