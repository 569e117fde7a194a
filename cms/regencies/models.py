"""Which site and which collection belong to a regency."""

from __future__ import annotations

from django.db import models


class RegencySite(models.Model):
    """What a regency with a host name of its own has; its home page is the root of the site."""

    regency = models.OneToOneField(
        "regions.Regency", models.PROTECT, primary_key=True, related_name="+", verbose_name="kabupaten/kota"
    )
    site = models.OneToOneField("wagtailcore.Site", models.PROTECT, related_name="+", verbose_name="situs")
    collection = models.OneToOneField(
        "wagtailcore.Collection", models.PROTECT, related_name="+", verbose_name="koleksi"
    )

    class Meta:
        verbose_name = "situs kabupaten"
        verbose_name_plural = "situs kabupaten"

    def __str__(self) -> str:
        return self.regency_id
