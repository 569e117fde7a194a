"""How large a demo is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """`drawings` is how many different pictures each kind and flavour gets; None draws one for every product."""

    sellers: int
    products: int
    drawings: int | None


SIZES = {
    "small": Size(sellers=30, products=200, drawings=None),
    "full": Size(sellers=400, products=10_000, drawings=8),
}
