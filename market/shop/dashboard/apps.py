"""Follows oscar.apps.dashboard.apps.DashboardConfig (4.2)."""

from oscar.apps.dashboard import apps


class DashboardConfig(apps.DashboardConfig):
    name = "market.shop.dashboard"
