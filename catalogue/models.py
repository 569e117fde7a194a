"""Follows oscar.apps.catalogue.models (4.2): goods with a maker, a seller, a weight and a moderation state."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from oscar.apps.catalogue.abstract_models import (
    AbstractCategory,
    AbstractProduct,
    AbstractProductImage,
)

from catalogue.batches import Batch, Scan  # noqa: F401
from catalogue.links import link
from catalogue.listed import Listed, Tally, Unlisted  # noqa: F401
from catalogue.managers import ProductQuerySet
from catalogue.wording import ENGLISH, ProductTranslation

if TYPE_CHECKING:
    from decimal import Decimal

    from oscar.apps.partner.abstract_models import AbstractStockRecord as StockRecord


class Category(AbstractCategory):
    name_en = models.CharField("nama dalam bahasa Inggris", max_length=255, blank=True)

    class Meta(AbstractCategory.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["slug"],
                name="catalogue_category_has_its_own_address",
                violation_error_message="Alamat ini sudah dipakai kategori lain.",
            ),
        ]

    def local_name(self) -> str:
        """Return its name in the language of the page, Indonesian where it has no English one."""
        return (self.name_en if get_language() == "en" else "") or self.name

    def generate_slug(self) -> str:
        """Return a slug that no other category has, as each has one short address whatever is above it."""
        wanted = slugify(self.name) or "kategori"
        taken = set(
            Category.objects.filter(slug__startswith=wanted).exclude(pk=self.pk).values_list("slug", flat=True)
        )
        numbered = (f"{wanted}-{number}" for number in itertools.count(2))
        return next(slug for slug in itertools.chain([wanted], numbered) if slug not in taken)

    def get_absolute_url(self) -> str:
        """Return its address; Oscar's has the slugs of all above it, and a cache so as not to ask for them."""
        return link("catalogue:category", category_slug=self.slug)


class Product(index.Indexed, AbstractProduct):
    """Something made in a village. Sizes and flavours are children; one size alone has none of that."""

    class Moderation(models.TextChoices):
        DRAFT = "draft", "konsep"
        WAITING = "waiting", "menunggu persetujuan"
        APPROVED = "approved", "tayang"
        REJECTED = "rejected", "perlu diperbaiki"

    class Unit(models.TextChoices):
        PACK = "bungkus", _("bungkus")
        JAR = "toples", _("toples")
        BOTTLE = "botol", _("botol")
        BOX = "kotak", _("kotak")
        PIECE = "buah", _("buah")
        SHEET = "lembar", _("lembar")
        KILOGRAM = "kg", _("kg")
        BUNDLE = "ikat", _("ikat")
        DOZEN = "lusin", _("lusin")
        SET = "set", _("set")

    class Packaging(models.TextChoices):
        PLASTIC = "plastik", _("plastik")
        POUCH = "pouch", _("kemasan berdiri (pouch)")
        GLASS = "kaca", _("botol atau toples kaca")
        JAR = "toples", _("toples plastik")
        BOX = "kotak", _("kotak atau kardus")
        LEAF = "daun", _("daun atau anyaman")
        NONE = "tanpa", _("tanpa kemasan")

    producer = models.ForeignKey(
        "sellers.Producer", models.PROTECT, null=True, blank=True, related_name="products", verbose_name="produsen"
    )
    seller = models.ForeignKey(
        "partner.Partner", models.PROTECT, null=True, blank=True, related_name="products", verbose_name="toko"
    )
    village = models.ForeignKey(
        "regions.Village", models.PROTECT, null=True, blank=True, related_name="products", verbose_name="desa asal"
    )
    unit_of_sale = models.CharField("satuan jual", max_length=10, choices=Unit, default=Unit.PACK)
    packaging = models.CharField("kemasan", max_length=10, choices=Packaging, default=Packaging.PLASTIC)
    shipping_weight_g = models.PositiveIntegerField("berat siap kirim (gram)", default=0)
    length_cm = models.PositiveSmallIntegerField("panjang (cm)", null=True, blank=True)
    width_cm = models.PositiveSmallIntegerField("lebar (cm)", null=True, blank=True)
    height_cm = models.PositiveSmallIntegerField("tinggi (cm)", null=True, blank=True)
    net_weight_g = models.PositiveIntegerField("berat bersih (gram)", null=True, blank=True)
    ingredients = models.TextField("bahan", blank=True)
    shelf_life_days = models.PositiveSmallIntegerField("tahan (hari)", null=True, blank=True)
    how_made = models.TextField("cara membuatnya", blank=True)
    is_made_to_order = models.BooleanField("dibuat setelah dipesan", default=False)
    ships_abroad = models.BooleanField("bisa dikirim ke luar negeri", default=False)
    is_halal = models.BooleanField("sertifikat halalnya sudah dilihat petugas", default=False)
    moderation = models.CharField("pemeriksaan petugas", max_length=10, choices=Moderation, default=Moderation.DRAFT)
    submitted_at = models.DateTimeField("diajukan", null=True, blank=True)
    reviewed_at = models.DateTimeField("diperiksa", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="diperiksa oleh"
    )
    review_note = models.TextField("catatan pemeriksa", blank=True)

    review_count = models.PositiveIntegerField("banyaknya ulasan", default=0, editable=False)

    is_for_show = False
    """Says the words of another language now; see `put_in_words_of_the_page`."""

    objects = ProductQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=4),
        index.SearchField("description"),
        index.SearchField("ingredients"),
        index.SearchField("village_words"),
        index.SearchField("producer_name"),
        index.SearchField("category_words", boost=2),
        index.AutocompleteField("title"),
        index.FilterField("structure"),
        index.FilterField("is_public"),
        index.FilterField("parent_id"),
        index.FilterField("moderation"),
        index.FilterField("seller_id"),
        index.FilterField("village_id"),
    ]

    class Meta(AbstractProduct.Meta):
        constraints = [
            models.CheckConstraint(
                name="catalogue_product_has_a_maker_and_a_seller",
                condition=models.Q(structure="child")
                | models.Q(producer__isnull=False, seller__isnull=False, village__isnull=False),
            ),
            models.CheckConstraint(
                name="catalogue_only_approved_goods_are_public",
                condition=models.Q(is_public=False) | models.Q(moderation="approved"),
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it, but never with the words of a translation in place of its own."""
        if self.is_for_show:
            raise TypeError("a product in the words of a page is not saved")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the address of the page that sells it; a child's page is its parent's."""
        canonical = self.parent if self.is_child else self
        return link("catalogue:detail", product_slug=canonical.slug, pk=canonical.pk)

    def update_rating(self) -> None:
        """Keep the average and the number of its shown reviews, and leave the rest of the row; Oscar saves all."""
        shown = self.reviews.approved().aggregate(rating=models.Avg("score"), review_count=models.Count("pk"))
        type(self).objects.filter(pk=self.pk).update(**shown)

    def get_title(self) -> str:
        """Return the name as it stands in a basket or an order: a size has its product's name before its own."""
        if self.is_child and self.title and not self.title.startswith(self.parent.title):
            return f"{self.parent.title}, {self.title}"
        return str(super().get_title())

    def offers(self) -> list[StockRecord]:
        """Return what it is sold at: its own offer, or one per size."""
        goods = self.children.all() if self.is_parent else [self]
        return [offer for each in goods for offer in each.stockrecords.all() if offer.price is not None]

    def lowest_price(self) -> Decimal | None:
        """Return the lowest price of its sizes in whole rupiah."""
        return min((offer.price for offer in self.offers()), default=None)

    def has_several_prices(self) -> bool:
        """Say whether its sizes differ in price."""
        return len({offer.price for offer in self.offers()}) > 1

    def has_stock(self) -> bool:
        """Say whether at least one can be had now."""
        return any(offer.net_stock_level > 0 for offer in self.offers())

    findable_with = ("seller", "producer", "village__district__regency", "categories", "translations")

    @classmethod
    def get_indexed_objects(cls) -> ProductQuerySet:
        """Return what is indexed, many at a time, with all that is read of it."""
        return super().get_indexed_objects().prefetch_related(*cls.findable_with)

    def findable(self) -> dict[str, str] | None:
        """Return what the search finds it by; sizes are found by their product."""
        if self.is_child:
            return None
        return {
            "kind": "product",
            "title": self.title,
            "names": f"{self.seller or ''} {self.producer_name()} {self.village_words()}",
            "shelf": self.category_words(),
            "text": f"{self.description} {self.ingredients}",
            "title_en": english.title if (english := self.in_english()) else "",
            "text_en": f"{english.description} {english.ingredients}" if english else "",
        }

    def in_english(self) -> ProductTranslation | None:
        """Return what staff have written of it in English."""
        return next((row for row in self.translations.all() if row.language == ENGLISH), None)

    def village_words(self) -> str:
        """Return village, district and regency for the search index."""
        village = self.village
        return f"{village} {village.district} {village.district.regency}" if village else ""

    def producer_name(self) -> str:
        """Return the maker's name for the search index."""
        return self.producer.name if self.producer else ""

    def category_words(self) -> str:
        """Return the names of its categories for the search index."""
        return " ".join(category.name for category in self.categories.all())


class ProductImage(AbstractProductImage):
    """A picture of a product; `original`, as Oscar's forms name it, is a `Picture`: there is one pipeline."""

    original = models.ForeignKey("pictures.Picture", models.PROTECT, related_name="+", verbose_name="gambar")


from oscar.apps.catalogue.models import *  # noqa: F403
