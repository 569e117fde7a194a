"""Follows oscar.apps.dashboard.orders.apps.OrdersDashboardConfig (4.2)."""

from oscar.apps.dashboard.orders import apps


class OrdersDashboardConfig(apps.OrdersDashboardConfig):
    name = "market.shop.dashboard.orders"
