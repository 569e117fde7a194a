"""Follows oscar.apps.partner.apps.PartnerConfig (4.2)."""

from oscar.apps.partner import apps


class PartnerConfig(apps.PartnerConfig):
    name = "market.shop.partner"
