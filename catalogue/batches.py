"""Batches: what was made on one day, with a code on its packs. `/p/<code>` stays put when the product is gone."""

from __future__ import annotations

import re
from datetime import date
from uuid import uuid4

from django.db import connection, models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.codes import ALPHABET, LENGTH, new_code, spoken

CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


class BatchQuerySet(models.QuerySet["Batch"]):
    def of(self, shop: models.Model) -> BatchQuerySet:
        """Return the batches of one shop (its Partner), newest first."""
        return self.filter(seller=shop).order_by("-pk")

    def with_all(self) -> BatchQuerySet:
        """Fetch with them product and place."""
        return self.select_related("product__parent", "seller", "village__district__regency__province")


class Batch(models.Model):
    """What was made on one day. The names are kept as they were printed; the product may change or go."""

    class Reason(models.TextChoices):
        UNSAFE = "unsafe", _("mungkin tidak aman dimakan atau dipakai")
        WRONG_LABEL = "label", _("keterangan di labelnya salah")
        BAD_PACK = "pack", _("kemasannya bocor atau rusak")
        QUALITY = "quality", _("mutunya tidak seperti biasanya")

    code = models.CharField("kode", max_length=LENGTH, unique=True, default=new_code, editable=False)
    reference = models.UUIDField("tanda formulir", default=uuid4, editable=False)
    product = models.ForeignKey(
        "catalogue.Product", models.SET_NULL, null=True, related_name="batches", verbose_name="produk"
    )
    seller = models.ForeignKey("partner.Partner", models.PROTECT, related_name="batches", verbose_name="toko")
    village = models.ForeignKey(
        "regions.Village", models.PROTECT, null=True, related_name="+", verbose_name="desa asal"
    )
    title = models.CharField("nama produk", max_length=255)
    maker = models.CharField("nama produsen", max_length=100)
    content = models.CharField("isi", max_length=40, blank=True)
    made_on = models.DateField("dibuat tanggal")
    best_before = models.DateField("baik digunakan sebelum", null=True, blank=True)
    quantity = models.PositiveIntegerField("berapa bungkus")
    note = models.CharField("catatan", max_length=200, blank=True)
    created_at = models.DateTimeField("dicatat", default=timezone.now)
    created_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, related_name="+", verbose_name="dicatat oleh"
    )
    withdrawn_at = models.DateTimeField("ditarik", null=True, blank=True)
    withdrawn_why = models.CharField("alasan ditarik", max_length=10, choices=Reason, blank=True)
    withdrawn_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, related_name="+", verbose_name="ditarik oleh"
    )

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = "produksi"
        verbose_name_plural = "produksi"
        constraints = [
            models.UniqueConstraint(fields=["seller", "reference"], name="catalogue_batch_form_is_sent_once"),
            models.CheckConstraint(condition=Q(code__regex=f"^{CODE.pattern}$"), name="catalogue_batch_code_is_one"),
            models.CheckConstraint(
                condition=Q(best_before__isnull=True) | Q(best_before__gt=F("made_on")),
                name="catalogue_batch_is_good_for_a_while",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
                name="catalogue_withdrawn_batch_says_why",
            ),
        ]
        indexes = [models.Index(fields=["seller", "-id"], name="catalogue_batch_of_a_shop")]

    def __str__(self) -> str:
        return f"{self.title} {self.spoken_code}"

    @property
    def spoken_code(self) -> str:
        """Its code in two groups, as it is printed."""
        return spoken(self.code)

    @property
    def is_withdrawn(self) -> bool:
        """Has the seller called it back?"""
        return self.withdrawn_at is not None

    def has_expired(self, today: date) -> bool:
        """Is `today` past its best days?"""
        return self.best_before is not None and self.best_before < today


class Scan(models.Model):
    """How often the page of a batch was looked at on a day (WITA), by district where the visitor's was known."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="scans", verbose_name="produksi")
    day = models.DateField("tanggal")
    district = models.CharField("kecamatan", max_length=8, blank=True)
    looks = models.PositiveIntegerField("berapa kali")

    class Meta:
        verbose_name = "pindaian"
        verbose_name_plural = "pindaian"
        constraints = [
            models.UniqueConstraint(fields=["batch", "day", "district"], name="catalogue_scans_of_a_day_and_district")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.day} {self.looks}"


COUNT = """
INSERT INTO catalogue_scan (batch_id, day, district, looks)
SELECT batch.id, %s, coalesce((SELECT code FROM regions_district WHERE code = %s), ''), 1
FROM catalogue_batch batch WHERE batch.code = %s
ON CONFLICT (batch_id, day, district) DO UPDATE SET looks = catalogue_scan.looks + 1
"""


def count_scan(*, code: str, day: date, district: str) -> None:
    """Add one look to the day's number of a batch; a district that does not exist is as none."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [day, district[:8], code])
