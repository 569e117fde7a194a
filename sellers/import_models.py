"""A file of goods that a shop sent, and what became of each of its rows."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from catalogue.models import Product
from sellers.permit_models import private_storage

FOLDER = "impor"


class GoodsFile(models.Model):
    """One file with its zip of photos: read by a worker, piece by piece."""

    class State(models.TextChoices):
        WAITING = "waiting", "menunggu dibaca"
        DONE = "done", "selesai"
        UNREADABLE = "unreadable", "tidak terbaca"

    seller = models.ForeignKey("sellers.Seller", models.PROTECT, related_name="goods_files", verbose_name="toko")
    sent_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="dikirim oleh"
    )
    sent_at = models.DateTimeField("dikirim", default=timezone.now)
    name = models.CharField("nama berkas", max_length=100)
    file = models.FileField("berkas", storage=private_storage, upload_to=f"{FOLDER}/", max_length=200)
    photos = models.FileField(
        "foto (zip)", storage=private_storage, upload_to=f"{FOLDER}/", max_length=200, blank=True
    )
    packaging = models.CharField(
        "kemasan bila tidak tertulis", max_length=10, choices=Product.Packaging, default=Product.Packaging.PLASTIC
    )
    shipping_weight_g = models.PositiveIntegerField("berat bila tidak tertulis (gram)", default=500)
    stock = models.PositiveIntegerField("stok bila tidak tertulis", default=0)
    adds_makers = models.BooleanField("catat produsen yang belum ada", default=False)
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.WAITING)
    words = models.CharField("kata-kata", max_length=300, blank=True)
    how_many = models.PositiveIntegerField("banyaknya baris", default=0)
    done_at = models.DateTimeField("selesai", null=True, blank=True)

    class Meta:
        verbose_name = "berkas produk"
        verbose_name_plural = "berkas produk"

    def __str__(self) -> str:
        return self.name


class Pelapak(models.Model):
    """Somebody who sells in an OpenSID export that has no name for her, and who of the hub's makers she is."""

    seller = models.ForeignKey("sellers.Seller", models.PROTECT, related_name="pelapak", verbose_name="BUMDes / hub")
    key = models.CharField("kode di OpenSID", max_length=120)
    phone = models.CharField("nomor telepon", max_length=30, blank=True)
    producer = models.ForeignKey(
        "sellers.Producer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="produsen"
    )
    told_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="dikenali oleh"
    )

    class Meta:
        verbose_name = "pelapak OpenSID"
        verbose_name_plural = "pelapak OpenSID"
        constraints = [models.UniqueConstraint(fields=["seller", "key"], name="sellers_each_pelapak_is_asked_once")]

    def __str__(self) -> str:
        return self.phone or self.key


class GoodsRow(models.Model):
    """One row of a file: listed, known already, passed over, or wrong, and then in which column and why."""

    class Outcome(models.TextChoices):
        LISTED = "listed", "masuk"
        KNOWN = "known", "sudah ada"
        OFF = "off", "dilewati"
        WRONG = "wrong", "perlu diperbaiki"

    file = models.ForeignKey(GoodsFile, models.CASCADE, related_name="rows", verbose_name="berkas")
    number = models.PositiveIntegerField("baris")
    outcome = models.CharField("hasil", max_length=6, choices=Outcome)
    title = models.CharField("nama produk", max_length=200, blank=True)
    maker = models.CharField("produsen", max_length=200, blank=True)
    troubles = models.JSONField("yang perlu diperbaiki", default=dict, blank=True)
    pelapak = models.ForeignKey(
        Pelapak, models.SET_NULL, null=True, blank=True, related_name="rows", verbose_name="pelapak OpenSID"
    )
    product = models.ForeignKey(
        "catalogue.Product", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="produk"
    )

    class Meta:
        verbose_name = "baris berkas produk"
        verbose_name_plural = "baris berkas produk"
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="sellers_each_row_is_taken_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_outcome_display()}"
