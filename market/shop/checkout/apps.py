"""Follows oscar.apps.checkout.apps.CheckoutConfig (4.2)."""

from oscar.apps.checkout import apps


class CheckoutConfig(apps.CheckoutConfig):
    name = "market.shop.checkout"
