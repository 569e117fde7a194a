"""Follows oscar.config.Shop (4.2): our addresses in place of Oscar's, and no customer pages."""

from django.urls import path
from oscar.config import Shop

import market.pagecache.numbers  # noqa: F401  (what `number:` in addresses is)


class ShopConfig(Shop):
    # Oscar finds its own forms and templates by this name and label.
    name = "oscar"

    def get_urls(self) -> list:
        """Return the shop's addresses; sign-in and accounts belong to `market.accounts`."""
        from market.shop.shipping.views import delivery_charge

        return [
            path("", self.catalogue_app.urls),
            path("ongkir/<number:pk>/", delivery_charge, name="delivery_charge"),
            path("keranjang/", self.basket_app.urls),
            path("", self.checkout_app.urls),
            path("cari/", self.search_app.urls),
        ]
