"""Follows oscar.apps.dashboard.offers.apps.OffersDashboardConfig (4.2)."""

from oscar.apps.dashboard.offers import apps


class OffersDashboardConfig(apps.OffersDashboardConfig):
    name = "market.shop.dashboard.offers"
