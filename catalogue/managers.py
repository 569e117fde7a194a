"""Follows oscar.apps.catalogue.managers (4.2): questions over products that read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oscar.apps.catalogue.managers import ProductQuerySet as OscarProductQuerySet

if TYPE_CHECKING:
    from market.regions.models import Regency, Village


class ProductQuerySet(OscarProductQuerySet):
    def on_sale(self) -> ProductQuerySet:
        """Return what outsiders may see: approved, public, whole products of an open seller."""
        return self.browsable().filter(moderation="approved", seller__is_open=True)

    def from_village(self, village: Village) -> ProductQuerySet:
        """Return the goods of one village."""
        return self.filter(village=village)

    def from_regency(self, regency: Regency) -> ProductQuerySet:
        """Return the goods of all villages of one regency."""
        return self.filter(village__district__regency=regency)

    def waiting(self) -> ProductQuerySet:
        """Return the listings that an operator has yet to look at, oldest first."""
        return self.filter(moderation="waiting").order_by("submitted_at")
