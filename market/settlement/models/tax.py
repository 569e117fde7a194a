"""What exempts a seller from tax that is withheld."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class StatementLetter(models.Model):
    """A surat pernyataan of one year: the seller's turnover stays under Rp500 million, so nothing is withheld."""

    partner = models.ForeignKey("partner.Partner", models.PROTECT, related_name="+", verbose_name="toko")
    year = models.PositiveSmallIntegerField("tahun")
    note = models.CharField("catatan", max_length=200, blank=True)
    received_at = models.DateTimeField("diterima", default=timezone.now)

    class Meta:
        verbose_name = "surat pernyataan"
        verbose_name_plural = "surat pernyataan"
        constraints = [models.UniqueConstraint(fields=["partner", "year"], name="settlement_one_letter_a_year")]

    def __str__(self) -> str:
        return f"{self.partner} {self.year}"
