"""Follows oscar.apps.basket.apps.BasketConfig (4.2)."""

from oscar.apps.basket import apps


class BasketConfig(apps.BasketConfig):
    name = "market.shop.basket"
