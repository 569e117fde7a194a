"""Indonesia's official areas, keyed by the code of the Ministry of Home Affairs (Kepmendagri 300.2.2-2138/2025)."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from market.regions.querysets import AreaQuerySet, DistrictQuerySet, VillageQuerySet

VILLAGE_KINDS = {"1": "Kelurahan", "2": "Desa", "3": "Desa adat"}


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
    objects = AreaQuerySet["Province"].as_manager()

    class Meta(Area.Meta):
        verbose_name = "provinsi"
        verbose_name_plural = "provinsi"


class Regency(Area):
    """A kabupaten or kota; one that takes part in the market is a tenant."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="regencies", verbose_name="provinsi")
    is_member = models.BooleanField("ikut Pasar Hulu", default=False, db_default=False)

    objects = AreaQuerySet["Regency"].as_manager()

    class Meta(Area.Meta):
        verbose_name = "kabupaten/kota"
        verbose_name_plural = "kabupaten/kota"

    @property
    def short_name(self) -> str:
        """Without "Kabupaten", as people say it: Kutai Kartanegara, but Kota Samarinda."""
        return self.name.removeprefix("Kabupaten ")


class District(Area):
    regency = models.ForeignKey(Regency, models.PROTECT, related_name="districts", verbose_name="kabupaten/kota")
    words = SearchVectorField("kata-kata pencarian", null=True, editable=False)

    objects = DistrictQuerySet.as_manager()

    class Meta(Area.Meta):
        verbose_name = "kecamatan"
        verbose_name_plural = "kecamatan"
        indexes = [GinIndex(fields=["words"], name="regions_district_words")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Kec. Muara Kaman, Kutai Kartanegara, Kalimantan Timur; load it `with_places()`."""
        return f"Kec. {self.name}, {self.regency.short_name}, {self.regency.province.name}"


class Village(Area):
    """A desa or kelurahan; 7,468 names repeat, so one is never shown without its district."""

    district = models.ForeignKey(District, models.PROTECT, related_name="villages", verbose_name="kecamatan")
    words = SearchVectorField("kata-kata pencarian", null=True, editable=False)

    objects = VillageQuerySet.as_manager()

    class Meta(Area.Meta):
        verbose_name = "desa/kelurahan"
        verbose_name_plural = "desa/kelurahan"
        indexes = [GinIndex(fields=["words"], name="regions_village_words")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Muara Kaman Ulu, Kec. Muara Kaman, Kutai Kartanegara; load it `with_places()`."""
        return f"{self.name}, Kec. {self.district.name}, {self.district.regency.short_name}"

    @property
    def kind(self) -> str:
        """Kelurahan, Desa or Desa adat, by the first of the code's last four digits (Permendagri 58/2021)."""
        return VILLAGE_KINDS.get(self.code.rpartition(".")[2][:1], "Desa")


class Agency(models.Model):
    """An agency of a regency (OPD), such as its tourism office: who answers for a page, and where it is reached."""

    regency = models.ForeignKey(Regency, models.PROTECT, related_name="agencies", verbose_name="kabupaten/kota")
    name = models.CharField("nama", max_length=150, help_text="Contoh: Dinas Pariwisata Kabupaten Kutai Kartanegara")
    short_name = models.CharField("nama pendek", max_length=60, help_text="Contoh: Dispar Kukar")
    phone = models.CharField("telepon / WhatsApp", max_length=40, blank=True)
    address = models.TextField("alamat kantor", max_length=300, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = "dinas (OPD)"
        verbose_name_plural = "dinas (OPD)"
        constraints = [models.UniqueConstraint(fields=["regency", "name"], name="regions_one_agency_of_a_name")]

    def __str__(self) -> str:
        return self.name


class AreaChange(models.Model):
    """What a newer release of the official list did to one code: added, renamed, retired or brought back."""

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

    def __str__(self) -> str:
        return f"{self.code} {self.get_kind_display()}: {self.new_name or self.old_name} ({self.release})"
