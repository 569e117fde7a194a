"""Follows oscar.apps.basket.utils.LineDiscountRegistry (4.2): what offers take off a line is whole rupiah."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from oscar.apps.basket import utils

from market.settlement.rupiah import round_discount


class LineDiscountRegistry(utils.LineDiscountRegistry):
    def discount(self, amount: Decimal, quantity: int, incl_tax: bool = True, offer: Any = None) -> None:
        """Note a discount on this line, cut to whole rupiah (Oscar's percentages come with fractions)."""
        super().discount(round_discount(amount), quantity, incl_tax, offer)
