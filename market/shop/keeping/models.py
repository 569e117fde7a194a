"""What a buyer keeps. Each row is one person's, and nobody else's business."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from catalogue.models import Product
from market.shop.partner.models import StockRecord


class AddressQuerySet(models.QuerySet["SavedAddress"]):
    def usable(self) -> AddressQuerySet:
        """Return those whose district is on the official list of today."""
        return self.filter(district__retired_at__isnull=True)

    def with_places(self) -> AddressQuerySet:
        """With all that the district's full name needs."""
        return self.select_related("district__regency__province")


class SavedAddress(models.Model):
    """Where somebody has goods sent. Oscar's UserAddress knows no district, which is what delivery is reckoned by."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="saved_addresses", verbose_name="pembeli")
    name = models.CharField("nama penerima", max_length=100)
    phone = models.CharField("nomor telepon", max_length=16)
    district = models.ForeignKey("regions.District", models.PROTECT, related_name="+", verbose_name="kecamatan")
    street = models.CharField("alamat", max_length=255)
    postcode = models.CharField("kode pos", max_length=5, blank=True)
    is_default = models.BooleanField("utama", default=False)
    created_at = models.DateTimeField("dibuat", auto_now_add=True)

    objects = AddressQuerySet.as_manager()

    class Meta:
        ordering = ["-is_default", "-pk"]
        verbose_name = "alamat tersimpan"
        verbose_name_plural = "alamat tersimpan"
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(is_default=True), name="keeping_one_default_address"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.street}"


class Favourite(models.Model):
    """A product that somebody wants to find again."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="favourites", verbose_name="pembeli")
    product = models.ForeignKey("catalogue.Product", models.CASCADE, related_name="+", verbose_name="barang")
    created_at = models.DateTimeField("disimpan", auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "barang simpanan"
        verbose_name_plural = "barang simpanan"
        constraints = [models.UniqueConstraint(fields=["user", "product"], name="keeping_favourite_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.product_id}"


class WaitQuerySet(models.QuerySet["Wait"]):
    def over(self) -> WaitQuerySet:
        """Return those whose goods can be had again, longest waiting first."""
        left = StockRecord.objects.filter(price__isnull=False, num_in_stock__gt=Coalesce(F("num_allocated"), 0))
        own = left.filter(product=OuterRef("product"))
        sizes = left.filter(product__parent=OuterRef("product"), product__is_public=True)
        on_sale = Product.objects.on_sale().filter(seller__pause_reason="")
        back = self.filter(Exists(own) | Exists(sizes), user__is_active=True, product__in=on_sale)
        return back.order_by("pk")


class Wait(models.Model):
    """Somebody's wish to hear once when a product that was sold out is back; gone when it was told."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="waits", verbose_name="pembeli")
    product = models.ForeignKey("catalogue.Product", models.CASCADE, related_name="+", verbose_name="barang")
    language = models.CharField("bahasa", max_length=10, default="id")
    asked_at = models.DateTimeField("diminta", auto_now_add=True)

    objects = WaitQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "permintaan kabar"
        verbose_name_plural = "permintaan kabar"
        constraints = [models.UniqueConstraint(fields=["user", "product"], name="keeping_wait_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.product_id}"
