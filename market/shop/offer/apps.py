"""Follows oscar.apps.offer.apps.OfferConfig (4.2)."""

from oscar.apps.offer import apps


class OfferConfig(apps.OfferConfig):
    name = "market.shop.offer"
