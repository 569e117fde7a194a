"""What of an order's money is whose. A pure function of what was agreed at placement and what the buyer has paid."""

from __future__ import annotations

from dataclasses import dataclass

from market.settlement.splits import split

WHOLE = 10_000
"""Basis points in all of it."""

TAX_BASIS_POINTS = 50
"""PPh 22 on goods sold through a marketplace: 0.5 % of the turnover (PMK 37/2025)."""


@dataclass(frozen=True, kw_only=True)
class Due:
    """How `kept` rupiah of an order's money are shared; `subsidy` is what the market adds for its own discounts."""

    kept: int
    goods: int
    delivery: int
    commission: int
    tax: int
    subsidy: int

    @property
    def seller(self) -> int:
        """What the seller is to have of it, wherever it lies."""
        return self.kept + self.subsidy - self.commission - self.tax


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What was agreed when an order was placed; whole rupiah."""

    goods: int
    delivery: int
    commission: int = 0
    subsidy: int = 0
    is_taxed: bool = False

    @property
    def total(self) -> int:
        """What the buyer pays for the order."""
        return self.goods + self.delivery

    def due(self, kept: int) -> Due:
        """Share out `kept` of the total: everything shrinks in proportion, and to nothing when nothing is kept."""
        goods, delivery = split(kept, [self.goods, self.delivery]) if self.total else (kept, 0)
        return Due(
            kept=kept,
            goods=goods,
            delivery=delivery,
            commission=portion(self.commission, kept, self.total),
            tax=half_up(goods, TAX_BASIS_POINTS) if self.is_taxed else 0,
            subsidy=portion(self.subsidy, kept, self.total),
        )


def half_up(amount: int, basis_points: int) -> int:
    """Return that many hundredths of a percent of a whole amount, halves upward."""
    return (2 * amount * basis_points + WHOLE) // (2 * WHOLE)


def portion(amount: int, part: int, whole: int) -> int:
    """Return the part of `amount` that goes with `part` of `whole`, halves upward; all when there is no whole."""
    return (2 * amount * part + whole) // (2 * whole) if whole else amount
