"""Believable goods of Kalimantan's villages, read from goods.csv beside this file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from market.demo.data import rows_of


@dataclass(frozen=True)
class Good:
    """One kind of goods. `variants` are flavours or patterns; `price` is for the first of `weights` (g)."""

    name: str
    category: str
    trade: str
    look: str
    fill: str
    colour: str
    unit: str
    packaging: str
    price: int
    weights: tuple[int, ...]
    variants: tuple[str, ...]
    text: str
    ingredients: str
    shelf_days: int | None


@cache
def all_goods() -> tuple[Good, ...]:
    """Return every kind of goods in the order of the file."""
    return tuple(_good(row) for row in rows_of("goods.csv"))


def _good(row: dict[str, str]) -> Good:
    words = {key: row[key] for key in ("name", "category", "trade", "look", "fill", "colour", "unit", "packaging")}
    return Good(
        **words,
        price=int(row["price"]),
        weights=tuple(int(weight) for weight in row["weights"].split("|")),
        variants=tuple(row["variants"].split("|")),
        text=row["text"],
        ingredients=row["ingredients"],
        shelf_days=int(row["shelf_days"]) if row["shelf_days"] else None,
    )
