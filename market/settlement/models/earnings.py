"""What a seller has earned, and what was paid out to her; amounts are whole rupiah."""

from __future__ import annotations

from functools import partial

from django.db import models
from django.db.models import Q
from django.utils import timezone

from market.gateways.bills.models import private_storage
from market.settlement.models.purchases import new_number


class SellerPayout(models.Model):
    """A pencairan: settles a seller's transfers of one period by bank or through the treasurer."""

    class Status(models.TextChoices):
        DRAFT = "draft", "disiapkan"
        EXPORTED = "exported", "dikirim ke bank/bendahara"
        PAID = "paid", "sudah dibayar"
        FAILED = "failed", "gagal"

    number = models.CharField("nomor", max_length=12, unique=True, default=partial(new_number, "PC"))
    partner = models.ForeignKey("partner.Partner", models.PROTECT, related_name="payouts", verbose_name="toko")
    amount = models.PositiveBigIntegerField("jumlah (Rp)")
    status = models.CharField("status", max_length=8, choices=Status, default=Status.DRAFT)
    until = models.DateField("untuk pesanan sampai")
    account = models.ForeignKey(
        "bills.ReceivingAccount", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="rekening"
    )
    paid_from = models.CharField("dibayar dari", max_length=40, blank=True)
    proof = models.FileField("bukti", storage=private_storage, upload_to="pencairan/", blank=True)
    note = models.CharField("catatan", max_length=200, blank=True)
    created_at = models.DateTimeField("dibuat", default=timezone.now)
    exported_at = models.DateTimeField("dikirim", null=True, blank=True)
    paid_at = models.DateTimeField("dibayar", null=True, blank=True)
    paid_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="dicatat oleh"
    )

    class Meta:
        verbose_name = "pencairan"
        verbose_name_plural = "pencairan"
        constraints = [
            models.UniqueConstraint(
                fields=["partner"], condition=Q(status__in=["draft", "exported"]), name="settlement_one_open_payout"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="settlement_payout_is_something"),
        ]

    def __str__(self) -> str:
        return self.number


class SellerTransfer(models.Model):
    """What one event adds to (or takes from) what a seller is owed; settled by a payout."""

    class Kind(models.TextChoices):
        FULFILMENT = "fulfilment", "pesanan selesai"
        CLAWBACK = "clawback", "uang kembali ke pembeli"
        ADJUSTMENT = "adjustment", "penyesuaian"

    partner = models.ForeignKey("partner.Partner", models.PROTECT, related_name="transfers", verbose_name="toko")
    order = models.ForeignKey(
        "order.Order", models.PROTECT, null=True, blank=True, related_name="transfers", verbose_name="pesanan"
    )
    kind = models.CharField("jenis", max_length=10, choices=Kind)
    key = models.CharField("kunci", max_length=100, unique=True)
    amount = models.BigIntegerField("jumlah (Rp)")
    memo = models.CharField("keterangan", max_length=200, blank=True)
    created_at = models.DateTimeField("dibuat", default=timezone.now)
    payout = models.ForeignKey(
        SellerPayout, models.PROTECT, null=True, blank=True, related_name="transfers", verbose_name="pencairan"
    )

    class Meta:
        verbose_name = "hak toko"
        verbose_name_plural = "hak toko"
        indexes = [
            models.Index(fields=["partner", "created_at"], name="settlement_unpaid", condition=Q(payout__isnull=True))
        ]

    def __str__(self) -> str:
        return self.key


class Reconciliation(models.Model):
    """One file of a gateway or bank held against the ledger, with every difference found."""

    account = models.CharField("tempat uang", max_length=40)
    file_name = models.CharField("nama berkas", max_length=200)
    file_hash = models.CharField("sidik", max_length=64)
    rows = models.PositiveIntegerField("baris")
    differences = models.JSONField("perbedaan", default=list)
    made_at = models.DateTimeField("dibuat", default=timezone.now)
    made_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, related_name="+", verbose_name="dibuat oleh"
    )

    class Meta:
        verbose_name = "pencocokan"
        verbose_name_plural = "pencocokan"

    def __str__(self) -> str:
        return f"{self.account} {self.file_name}"
