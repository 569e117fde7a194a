"""How rupiah are written: Rp25.000, whole, never broken over two lines."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_currency


def rupiah(amount: int | Decimal) -> str:
    """Return whole rupiah as people here write them, such as Rp1.250.000 (CLDR would add ",00")."""
    return str(format_currency(amount, "IDR", format="¤#,##0", locale="id", currency_digits=False))
