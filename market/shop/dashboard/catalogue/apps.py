"""Follows oscar.apps.dashboard.catalogue.apps.CatalogueDashboardConfig (4.2)."""

from oscar.apps.dashboard.catalogue import apps


class CatalogueDashboardConfig(apps.CatalogueDashboardConfig):
    name = "market.shop.dashboard.catalogue"
