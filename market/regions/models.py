"""Indonesia's official areas, keyed by the code of the Ministry of Home Affairs (Kepmendagri 300.2.2-2138/2025)."""

from __future__ import annotations

from django.db import models


class Area(models.Model):
    """An area keeps its row for ever: a code that a newer release drops is retired, not deleted."""

    code = models.CharField("kode", max_length=13, primary_key=True)
    name = models.CharField("nama", max_length=100)
    retired_at = models.DateTimeField("dihapus dari daftar resmi", null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Province(Area):
    class Meta(Area.Meta):
        verbose_name = "provinsi"
        verbose_name_plural = "provinsi"


class Regency(Area):
    """A kabupaten or kota; one that takes part in the market is a tenant."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="regencies", verbose_name="provinsi")
    is_member = models.BooleanField("ikut Pasar Hulu", default=False)

    class Meta(Area.Meta):
        verbose_name = "kabupaten/kota"
        verbose_name_plural = "kabupaten/kota"


class District(Area):
    regency = models.ForeignKey(Regency, models.PROTECT, related_name="districts", verbose_name="kabupaten/kota")

    class Meta(Area.Meta):
        verbose_name = "kecamatan"
        verbose_name_plural = "kecamatan"


class Village(Area):
    """A desa or kelurahan; 7,468 names repeat, so one is never shown without its district."""

    district = models.ForeignKey(District, models.PROTECT, related_name="villages", verbose_name="kecamatan")

    class Meta(Area.Meta):
        verbose_name = "desa/kelurahan"
        verbose_name_plural = "desa/kelurahan"


class AreaChange(models.Model):
    """What a newer release of the official list did to one code: added, renamed or retired."""

    class Kind(models.TextChoices):
        ADDED = "added", "ditambah"
        RENAMED = "renamed", "berganti nama"
        RETIRED = "retired", "dihapus"
        RETURNED = "returned", "kembali"

    code = models.CharField("kode", max_length=13, db_index=True)
    kind = models.CharField("perubahan", max_length=10, choices=Kind)
    old_name = models.CharField("nama lama", max_length=100, blank=True)
    new_name = models.CharField("nama baru", max_length=100, blank=True)
    release = models.CharField("rilis data", max_length=40)
    happened_at = models.DateTimeField("dicatat")

    class Meta:
        verbose_name = "perubahan wilayah"
        verbose_name_plural = "perubahan wilayah"
