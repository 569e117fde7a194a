"""Who makes and who sells. Trade's side of a seller is Oscar's Partner; this is the people's side."""

from __future__ import annotations

from django.db import models


class Seller(models.Model):
    """A toko: a producer's own shop, or a hub (BUMDes) that sells for several."""

    class Kind(models.TextChoices):
        OWN = "own", "toko sendiri"
        HUB = "hub", "BUMDes / hub"

    class Status(models.TextChoices):
        WAITING = "waiting", "menunggu persetujuan"
        OPEN = "open", "buka"
        REJECTED = "rejected", "perlu diperbaiki"
        SUSPENDED = "suspended", "dibekukan"

    partner = models.OneToOneField(
        "partner.Partner", models.PROTECT, related_name="seller", primary_key=True, verbose_name="akun toko"
    )
    kind = models.CharField("jenis", max_length=5, choices=Kind, default=Kind.OWN)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.WAITING)
    about = models.TextField("tentang toko", blank=True)
    applied_at = models.DateTimeField("mendaftar", auto_now_add=True)
    reviewed_at = models.DateTimeField("diperiksa", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="diperiksa oleh"
    )
    review_note = models.TextField("catatan pemeriksa", blank=True)

    class Meta:
        verbose_name = "toko"
        verbose_name_plural = "toko"

    def __str__(self) -> str:
        return self.partner.name


class Producer(models.Model):
    """Who makes. May have no phone and no account; then a hub sells for her."""

    user = models.OneToOneField(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="producer", verbose_name="pengguna"
    )
    name = models.CharField("nama", max_length=100)
    phone = models.CharField("nomor telepon", max_length=16, blank=True)
    village = models.ForeignKey("regions.Village", models.PROTECT, related_name="producers", verbose_name="desa")
    seller = models.ForeignKey(Seller, models.PROTECT, related_name="producers", verbose_name="toko")
    makes = models.CharField("apa yang dibuat", max_length=200)
    story = models.TextField("kisah", blank=True)
    portrait = models.ForeignKey(
        "pictures.Picture", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="foto"
    )

    class Meta:
        verbose_name = "produsen"
        verbose_name_plural = "produsen"

    def __str__(self) -> str:
        return self.name
