"""A basket as people see it: what is bought from whom, what has sold out, what has changed its price."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from market.settlement.rupiah import whole_rupiah

if TYPE_CHECKING:
    from catalogue.models import Product
    from market.regions.models import Village
    from market.shop.basket.models import Basket, Line
    from market.shop.partner.models import Partner


@dataclass(frozen=True, kw_only=True)
class Item:
    """One line of a basket: `available` pieces can be had now; prices are whole rupiah."""

    line: Line
    available: int
    price: int
    total: int
    old_price: int

    @property
    def product(self) -> Product:
        """What is bought."""
        return self.line.product

    @property
    def whole(self) -> Product:
        """The product whose page, pictures and village these are: a child's parent."""
        return self.product.parent if self.product.is_child else self.product

    @property
    def discount(self) -> int:
        """What offers and vouchers take off its price."""
        return max(self.price * self.line.quantity - self.total, 0)

    @property
    def is_gone(self) -> bool:
        """Can none be had any more?"""
        return self.available <= 0

    @property
    def is_short(self) -> bool:
        """Are there some left, but fewer than wanted?"""
        return 0 < self.available < self.line.quantity

    @property
    def has_new_price(self) -> bool:
        """Has the price changed since it was put into the basket?"""
        return self.old_price != self.price


@dataclass(frozen=True, kw_only=True)
class SellerPart:
    """What is bought from one seller. `goods_total` leaves out what cannot be had any more."""

    seller: Partner
    items: tuple[Item, ...]

    @property
    def lines(self) -> list[Line]:
        """The basket's lines of this seller."""
        return [item.line for item in self.items]

    @property
    def goods_total(self) -> int:
        """What the goods cost after discounts, without delivery."""
        return sum(item.total for item in self.items if not item.is_gone)

    @property
    def is_alive(self) -> bool:
        """Can any of it still be had?"""
        return any(not item.is_gone for item in self.items)

    @property
    def origin(self) -> Village | None:
        """Where the goods start from."""
        return self.seller.village or self.items[0].whole.village


def seller_parts(basket: Basket) -> list[SellerPart]:
    """Return the basket by seller, in the order in which the sellers came into it; its offers are applied already."""
    items: dict[Partner, list[Item]] = {}
    for line in basket.all_lines():
        items.setdefault(line.stockrecord.partner, []).append(item_of(line))
    return [SellerPart(seller=seller, items=tuple(items[seller])) for seller in items]


def item_of(line: Line) -> Item:
    """Return a line with what can be had of it now."""
    info = line.purchase_info
    price = whole_rupiah(info.price.incl_tax) if info.price.exists else 0
    return Item(
        line=line,
        available=max(getattr(info.availability, "num_available", 0), 0) if info.price.exists else 0,
        price=price,
        total=whole_rupiah(line.line_price_incl_tax_incl_discounts or 0),
        old_price=whole_rupiah(line.price_incl_tax) if line.price_incl_tax is not None else price,
    )


def has_trouble(parts: Iterable[SellerPart]) -> bool:
    """Must something be taken out or made fewer before this can be bought?"""
    return any(item.is_gone or item.is_short for part in parts for item in part.items)
