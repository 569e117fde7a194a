"""How rupiah are written: Rp25.000, whole, never broken over two lines."""

from __future__ import annotations

from decimal import Decimal


def rupiah(amount: int | Decimal) -> str:
    """Return whole rupiah as people here write them, such as Rp1.250.000.

    CLDR would add ",00", and its rules in Babel take twenty times as long.
    """
    whole = f"{Decimal(amount):,.0f}".replace(",", ".")
    return f"-Rp{whole[1:]}" if whole.startswith("-") else f"Rp{whole}"
