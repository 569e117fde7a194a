"""Who wrote what into which field, and who counted how many more or fewer, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse

if TYPE_CHECKING:
    from sellers.models import Seller


class WriteQuerySet(models.QuerySet["Write"]):
    def unseen(self) -> WriteQuerySet:
        """Return the writes that others overtook unseen, and whose shop has not been shown that yet."""
        return self.filter(is_lost=True, seen_at=None)

    def of_shop(self, shop: Seller) -> WriteQuerySet:
        """Return what was written for one shop."""
        return self.filter(shop=shop)


class Write(models.Model):
    """One field as somebody wrote it, on a phone or on a page. The latest stands; the others stay as they were."""

    shop = models.ForeignKey("sellers.Seller", models.CASCADE, related_name="+", verbose_name="toko")
    product = models.ForeignKey(
        "catalogue.Product", models.CASCADE, null=True, blank=True, related_name="+", verbose_name="produk"
    )
    field = models.CharField("bagian", max_length=20)
    base = models.TextField("yang dilihat sebelumnya", null=True, blank=True)  # noqa: DJ001  (nobody knows, or nothing)
    value = models.TextField("yang ditulis")
    file = models.CharField("berkas", max_length=100, blank=True)
    picture = models.ForeignKey(
        "pictures.Picture", models.CASCADE, null=True, blank=True, related_name="+", verbose_name="gambar"
    )
    made_at = models.DateTimeField("ditulis pada")
    operation = models.CharField("nomor kiriman", max_length=40, blank=True)
    by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="oleh"
    )
    came_at = models.DateTimeField("sampai pada", auto_now_add=True)
    is_lost = models.BooleanField("tertimpa tanpa dilihat", default=False)
    seen_at = models.DateTimeField("sudah ditunjukkan", null=True, blank=True)

    objects = WriteQuerySet.as_manager()

    class Meta:
        verbose_name = "tulisan"
        verbose_name_plural = "tulisan"
        constraints = [
            models.UniqueConstraint(
                fields=["shop", "product", "field", "operation"],
                name="sellers_an_operation_writes_a_field_once",
                nulls_distinct=False,
            )
        ]
        indexes = [
            models.Index(fields=["product", "field", "made_at"], name="sellers_write_in_time"),
            models.Index(fields=["shop"], condition=models.Q(is_lost=True, seen_at=None), name="sellers_write_unseen"),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.value}"

    def heard_at(self) -> str:
        """Return where the recording that was written is heard."""
        return reverse("voice", kwargs={"name": self.file.rpartition("/")[2]})


class StockChange(models.Model):
    """So many more, or fewer, as somebody counted; orders take theirs by themselves."""

    product = models.ForeignKey("catalogue.Product", models.CASCADE, related_name="+", verbose_name="produk")
    delta = models.IntegerField("lebih atau kurang")
    is_sold_out = models.BooleanField("ditandai habis", default=False)
    knew = models.PositiveBigIntegerField("tanda habis terakhir yang diketahui", default=0)
    made_at = models.DateTimeField("dihitung pada")
    operation = models.CharField("nomor kiriman", max_length=40)
    by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="oleh"
    )
    came_at = models.DateTimeField("sampai pada", auto_now_add=True)

    class Meta:
        verbose_name = "perubahan stok"
        verbose_name_plural = "perubahan stok"
        constraints = [
            models.UniqueConstraint(fields=["product", "operation"], name="sellers_an_operation_counts_once")
        ]

    def __str__(self) -> str:
        return f"{self.delta:+d}"
