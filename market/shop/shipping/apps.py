"""Follows oscar.apps.shipping.apps.ShippingConfig (4.2)."""

from oscar.apps.shipping import apps


class ShippingConfig(apps.ShippingConfig):
    name = "market.shop.shipping"
