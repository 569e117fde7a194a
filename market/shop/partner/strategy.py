"""Follows oscar.apps.partner.strategy (4.2): one offer a product, of an open seller, while it lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oscar.apps.partner import strategy

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest

    from catalogue.models import Product
    from market.accounts.models import User
    from market.shop.partner.models import StockRecord


class Strategy(strategy.UseFirstStockRecord, strategy.StockRequired, strategy.NoTax, strategy.Structured):
    """A product has one stockrecord; a parent is sold through its children, from the cheapest price."""

    def fetch_for_line(self, line: Any, stockrecord: StockRecord | None = None) -> strategy.PurchaseInfo:
        """Return price and availability of the offer that was put into the basket, without asking again which."""
        return self.fetch_for_product(line.product, stockrecord or line.stockrecord)

    def availability_policy(self, product: Product, stockrecord: StockRecord | None) -> Any:
        """Return how many can be bought: none unless the product is on sale, its seller open and not on leave."""
        if stockrecord is None or stockrecord.partner.is_paused or not is_on_sale(product, stockrecord):
            return strategy.Unavailable()
        return super().availability_policy(product, stockrecord)

    def parent_pricing_policy(self, product: Product, children_stock: list) -> Any:
        """Return the price of the cheapest child that can be bought, else of the cheapest."""
        offers = [(child, record) for child, record in children_stock if record and record.price is not None]
        if not offers:
            return strategy.UnavailablePrice()
        child, record = min(
            offers,
            key=lambda offer: (not self.availability_policy(*offer).is_available_to_buy, offer[1].price),
        )
        return self.pricing_policy(child, record)


class Selector(strategy.Selector):
    def strategy(
        self, request: HttpRequest | None = None, user: User | AnonymousUser | None = None, **kwargs: Any
    ) -> Strategy:
        """Return the one strategy: everybody sees the same price, so it never asks who is there."""
        return Strategy()


def is_on_sale(product: Product, stockrecord: StockRecord) -> bool:
    """Return whether outsiders may buy it: an approved, public product of an open seller."""
    whole = product.parent if product.is_child else product
    return (
        whole.moderation == whole.Moderation.APPROVED
        and whole.is_public
        and product.is_public
        and stockrecord.partner.is_open
    )
