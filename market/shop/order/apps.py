"""Follows oscar.apps.order.apps.OrderConfig (4.2)."""

from oscar.apps.order import apps


class OrderConfig(apps.OrderConfig):
    name = "market.shop.order"

    def ready(self) -> None:
        super().ready()
        from market.shop.order import arrivals as arrivals
