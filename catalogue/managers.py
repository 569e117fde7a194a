"""Follows oscar.apps.catalogue.managers (4.2): questions over products that read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch
from oscar.apps.catalogue.managers import ProductQuerySet as OscarProductQuerySet
from oscar.core.loading import get_model

from catalogue.having import conditions
from market.pictures.shown import with_pictures

if TYPE_CHECKING:
    from catalogue.models import Category
    from market.regions.models import Regency, Village

CARD_PICTURE = "fill-400x400"
PAGE_PICTURE = "max-720x720"


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

    def in_category(self, category: Category) -> ProductQuerySet:
        """Return the goods of a category and of those under it, each once."""
        ProductCategory = get_model("catalogue", "ProductCategory")
        return self.filter(
            Exists(ProductCategory.objects.filter(product=OuterRef("pk"), category__path__startswith=category.path))
        )

    def waiting(self) -> ProductQuerySet:
        """Return the listings that an operator has yet to look at, oldest first."""
        return self.filter(moderation="waiting").order_by("submitted_at")

    def newest_first(self) -> ProductQuerySet:
        """Return them in the order that they came to the shop, latest first."""
        return self.order_by("-date_created", "-pk")

    def for_cards(self) -> ProductQuerySet:
        """Fetch with them all that a card shows, in as many queries for a hundred as for one."""
        return self.select_related("village__district__regency").prefetch_related(
            "images", with_pictures("images__original", CARD_PICTURE), *self._offers()
        )

    def for_page(self) -> ProductQuerySet:
        """Fetch with one product its people and places; `catalogue.product_rows` fetches the rest."""
        others = self.model.objects.on_sale().filter(producer=OuterRef("producer")).exclude(pk=OuterRef("pk"))
        return self.annotate(maker_has_others=Exists(others), **conditions()).select_related(
            "village__district__regency__province", "producer", "seller__village__district"
        )

    def _offers(self) -> list[str | Prefetch]:
        return ["stockrecords", Prefetch("children", self.model.objects.public()), "children__stockrecords"]
