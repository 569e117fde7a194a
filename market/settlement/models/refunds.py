"""Money on its way back to a buyer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from market.gateways.bills.models import private_storage


class Refund(models.Model):
    """A part of one order's share of a payment that goes back; `amount` is whole rupiah.

    Once done, `paid_from` is the ledger's code of where it was taken from; what people gave back by hand carries who
    says so and what that rests on.
    """

    class Status(models.TextChoices):
        ASKED = "asked", "sedang dikembalikan"
        DONE = "done", "sudah dikembalikan"
        FAILED = "failed", "gagal, perlu dilihat"

    split = models.ForeignKey(
        "settlement.PaymentSplit", models.PROTECT, related_name="refunds", verbose_name="bagian pembayaran"
    )
    amount = models.PositiveBigIntegerField("jumlah (Rp)")
    reason = models.CharField("alasan", max_length=300)
    status = models.CharField("status", max_length=6, choices=Status, default=Status.ASKED)
    key = models.CharField("kunci", max_length=100, unique=True)
    asked_at = models.DateTimeField("diminta", default=timezone.now)
    asked_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="diminta oleh"
    )
    done_at = models.DateTimeField("dikembalikan", null=True, blank=True)
    done_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="dikembalikan oleh"
    )
    paid_from = models.CharField("diambil dari", max_length=40, blank=True)
    evidence = models.CharField("bukti", max_length=200, blank=True)
    proof = models.FileField("foto bukti", storage=private_storage, upload_to="pengembalian/", blank=True)

    class Meta:
        verbose_name = "pengembalian uang"
        verbose_name_plural = "pengembalian uang"
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="settlement_refund_is_something")]
        indexes = [models.Index(fields=["status"], condition=~Q(status="done"), name="settlement_refunds_not_done")]

    def __str__(self) -> str:
        return self.key
