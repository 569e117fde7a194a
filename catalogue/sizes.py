"""The sizes and flavours that one can choose of a product, as its page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from catalogue.models import Product

MOST_AT_ONCE = 99
FEW = 10
"""Up to so many are told exactly. Beyond them a sale changes nothing that a page says, and so makes no page anew."""


@dataclass(frozen=True)
class Size:
    """One choice; `price` in whole rupiah, `left` what can be had now."""

    product: Product
    name: str
    price: Decimal
    left: int
    is_chosen: bool = False


def sizes_of(product: Product) -> list[Size]:
    """Return the sizes that have a price, cheapest first; the first that can be had is chosen.

    Empty for a product of one size.
    """
    if not product.is_parent:
        return []
    priced = [(child, offer) for child in product.children.all() for offer in child.stockrecords.all() if offer.price]
    priced.sort(key=lambda pair: pair[1].price)
    chosen = next((offer for _child, offer in priced if offer.net_stock_level > 0), None)
    return [
        Size(child, child.title or product.title, offer.price, max(offer.net_stock_level, 0), offer is chosen)
        for child, offer in priced
    ]


def most_of(product: Product) -> int:
    """Return how many one can put in the basket at once, as far as a page says it; the basket looks again."""
    left = max((offer.net_stock_level for offer in product.offers()), default=0)
    return left if left <= FEW else MOST_AT_ONCE
