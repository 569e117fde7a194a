"""Accounts that take money in, the bills sent to them, and what their banks say came. Amounts are whole rupiah."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.core.files.storage import storages
from django.core.files.storage.base import Storage
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

LATE_FOR = timedelta(days=14)
"""Bills that were closed stay in sight for so long."""


def private_storage() -> Storage:
    """Return the storage that no address leads to."""
    return storages["originals"]


def new_external_id() -> str:
    """Return an id that nobody guesses."""
    return f"bill_{secrets.token_hex(12)}"


class ReceivingAccount(models.Model):
    """Where money may be sent: a bank account or a QRIS merchant, the operator's own (no partner) or a seller's."""

    class Kind(models.TextChoices):
        BANK = "bank", "rekening bank"
        QRIS = "qris", "QRIS"

    class State(models.TextChoices):
        WAITING = "waiting", "menunggu"
        ACTIVE = "active", "dipakai"
        RETIRED = "retired", "tidak dipakai lagi"

    partner = models.ForeignKey(
        "partner.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="receiving_accounts",
        verbose_name="toko",
        help_text="Kosong berarti milik pengelola pasar.",
    )
    kind = models.CharField("jenis", max_length=4, choices=Kind)
    bank = models.CharField("bank", max_length=60, blank=True)
    number = models.CharField("nomor rekening", max_length=30, blank=True)
    holder = models.CharField("atas nama", max_length=100)
    payload = models.TextField("isi QRIS", blank=True)
    merchant_id = models.CharField("NMID", max_length=20, blank=True)
    state = models.CharField("keadaan", max_length=8, choices=State, default=State.WAITING)
    entered_at = models.DateTimeField("dimasukkan", default=timezone.now)
    entered_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, related_name="+", verbose_name="dimasukkan oleh"
    )
    entered_phone = models.CharField("nomor telepon waktu itu", max_length=16, blank=True)
    active_from = models.DateTimeField("boleh dipakai mulai")
    checked_at = models.DateTimeField("diperiksa", null=True, blank=True)
    checked_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="diperiksa oleh"
    )
    retired_at = models.DateTimeField("berhenti dipakai", null=True, blank=True)

    class Meta:
        verbose_name = "rekening penerima"
        verbose_name_plural = "rekening penerima"
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "kind"],
                condition=Q(state="active"),
                nulls_distinct=False,
                name="bills_one_active_account_a_kind",
            ),
            models.UniqueConstraint(
                fields=["partner", "kind"],
                condition=Q(state="waiting"),
                nulls_distinct=False,
                name="bills_one_waiting_account_a_kind",
            ),
            models.CheckConstraint(
                condition=(Q(kind="bank") & ~Q(number="") & ~Q(bank="")) | (Q(kind="qris") & ~Q(payload="")),
                name="bills_account_says_where",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank} {self.number} a.n. {self.holder}" if self.kind == "bank" else f"QRIS {self.holder}"

    @property
    def code(self) -> str:
        """Return its name in the ledger, such as bank:3."""
        return f"{self.kind}:{self.pk}"


class BillQuerySet(models.QuerySet["Bill"]):
    def may_still_come(self, now: datetime) -> BillQuerySet:
        """Those that wait for money, and those closed not long ago: buyers and banks are late."""
        closed = Q(state=Bill.State.CANCELLED, closed_at__gte=now - LATE_FOR)
        return self.filter(Q(state=Bill.State.WAITING) | closed)


class Bill(models.Model):
    """One payment asked for: `amount`, and `extra` on top so that it can be told apart; `payable` is both."""

    class State(models.TextChoices):
        WAITING = "waiting", "menunggu uang"
        CAPTURED = "captured", "uang diterima"
        CANCELLED = "cancelled", "ditutup"

    gateway = models.CharField("cara bayar", max_length=20)
    external_id = models.CharField("id", max_length=40, unique=True, default=new_external_id)
    reference = models.CharField("acuan", max_length=100)
    idempotency_key = models.CharField("kunci", max_length=100, unique=True)
    description = models.CharField("keterangan", max_length=200)
    amount = models.PositiveBigIntegerField("jumlah (Rp)")
    extra = models.PositiveIntegerField("kode unik (Rp)", default=0)
    payable = models.PositiveBigIntegerField("yang dibayar (Rp)")
    account = models.ForeignKey(
        ReceivingAccount, models.PROTECT, null=True, blank=True, related_name="bills", verbose_name="rekening"
    )
    partner = models.ForeignKey(
        "partner.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="toko",
        help_text="Uang langsung ke toko ini; kosong berarti lewat pengelola pasar.",
    )
    payload = models.TextField("isi QRIS", blank=True)
    state = models.CharField("keadaan", max_length=9, choices=State, default=State.WAITING)
    captured = models.PositiveBigIntegerField("diterima (Rp)", default=0)
    refunded = models.PositiveBigIntegerField("dikembalikan (Rp)", default=0)
    created_at = models.DateTimeField("dibuat", default=timezone.now)
    expires_at = models.DateTimeField("berlaku sampai")
    closed_at = models.DateTimeField("ditutup", null=True, blank=True)
    proof = models.FileField("foto bukti", storage=private_storage, upload_to="bukti/", blank=True)
    proof_at = models.DateTimeField("bukti dikirim", null=True, blank=True)
    confirmed_at = models.DateTimeField("dipastikan", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="dipastikan oleh"
    )
    evidence = models.CharField("dasar kepastian", max_length=200, blank=True)

    objects = BillQuerySet.as_manager()

    class Meta:
        verbose_name = "tagihan"
        verbose_name_plural = "tagihan"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "payable"],
                condition=Q(state="waiting", account__isnull=False, gateway="transfer"),
                name="bills_one_open_bill_an_amount",
            ),
            models.CheckConstraint(condition=Q(refunded__lte=F("captured")), name="bills_refunded_within_captured"),
            models.CheckConstraint(condition=Q(payable=F("amount") + F("extra")), name="bills_payable_is_the_sum"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="bills_amount_is_something"),
        ]
        indexes = [
            models.Index(fields=["gateway", "state", "created_at"], name="bills_waiting"),
            models.Index(
                fields=["proof_at"],
                condition=Q(proof_at__isnull=False, state__in=["waiting", "cancelled"]),
                name="bills_proofs_to_see",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.reference}"


class BillRefund(models.Model):
    """Money of a bill that a person has to send back; done when somebody says so and how."""

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="refunds", verbose_name="tagihan")
    amount = models.PositiveBigIntegerField("jumlah (Rp)")
    idempotency_key = models.CharField("kunci", max_length=200, unique=True)
    created_at = models.DateTimeField("dibuat", default=timezone.now)
    done_at = models.DateTimeField("dikirim kembali", null=True, blank=True)
    done_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="dikirim oleh"
    )
    evidence = models.CharField("bukti", max_length=200, blank=True)

    class Meta:
        verbose_name = "pengembalian dengan tangan"
        verbose_name_plural = "pengembalian dengan tangan"
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="bills_refund_is_something")]
        indexes = [models.Index(fields=["bill"], condition=Q(done_at__isnull=True), name="bills_refunds_to_do")]

    def __str__(self) -> str:
        return f"{self.bill_id}: {self.amount}"


class Statement(models.Model):
    """A file of a bank or QRIS provider that was taken in, once."""

    account = models.ForeignKey(ReceivingAccount, models.PROTECT, related_name="statements", verbose_name="rekening")
    file_name = models.CharField("nama berkas", max_length=200)
    file_hash = models.CharField("sidik", max_length=64)
    taken_at = models.DateTimeField("dimasukkan", default=timezone.now)
    taken_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, related_name="+", verbose_name="dimasukkan oleh"
    )

    class Meta:
        verbose_name = "mutasi"
        verbose_name_plural = "mutasi"
        constraints = [models.UniqueConstraint(fields=["account", "file_hash"], name="bills_one_statement_a_file")]

    def __str__(self) -> str:
        return self.file_name


class StatementLine(models.Model):
    """One movement on an account: money in (positive) and the bill it paid, or out and the refund it was."""

    class State(models.TextChoices):
        OPEN = "open", "belum jelas"
        MATCHED = "matched", "cocok"
        IGNORED = "ignored", "bukan pembayaran"

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="lines", verbose_name="mutasi")
    account = models.ForeignKey(ReceivingAccount, models.PROTECT, related_name="lines", verbose_name="rekening")
    row = models.PositiveIntegerField("baris")
    booked_on = models.DateField("tanggal")
    amount = models.BigIntegerField("jumlah (Rp)")
    text = models.CharField("keterangan", max_length=300, blank=True)
    fingerprint = models.CharField("sidik", max_length=64)
    state = models.CharField("keadaan", max_length=7, choices=State, default=State.OPEN)
    bill = models.OneToOneField(
        Bill, models.PROTECT, null=True, blank=True, related_name="line", verbose_name="tagihan"
    )
    refund = models.OneToOneField(
        BillRefund, models.PROTECT, null=True, blank=True, related_name="line", verbose_name="pengembalian"
    )
    note = models.CharField("catatan", max_length=200, blank=True)
    settled_at = models.DateTimeField("diselesaikan", null=True, blank=True)
    settled_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="diselesaikan oleh"
    )

    class Meta:
        verbose_name = "baris mutasi"
        verbose_name_plural = "baris mutasi"
        constraints = [
            models.UniqueConstraint(fields=["account", "fingerprint"], name="bills_one_line_a_movement"),
            models.CheckConstraint(
                condition=Q(state="matched", amount__gt=0, bill__isnull=False, refund__isnull=True)
                | Q(state="matched", amount__lt=0, bill__isnull=True, refund__isnull=False)
                | (~Q(state="matched") & Q(bill__isnull=True, refund__isnull=True)),
                name="bills_matched_line_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "state", "booked_on"], name="bills_lines_to_see_to"),
            models.Index(fields=["booked_on"], condition=Q(state="open"), name="bills_open_lines"),
        ]

    def __str__(self) -> str:
        return f"{self.booked_on} {self.amount}"
