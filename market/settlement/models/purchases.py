"""One checkout and its money. Amounts are whole rupiah; statuses that can be derived are not stored."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_secret() -> str:
    """Return 192 bits for the tracking link."""
    return secrets.token_urlsafe(24)


def new_number(prefix: str = "PH") -> str:
    """Return a number that says nothing about sales, such as PH-7K3M-9QWD (40 bits; the link needs its secret).

    PH is a purchase (pembelian), PS one seller's order in it (pesanan), PC a payout (pencairan).
    """
    letters = "".join(secrets.choice(CROCKFORD) for _ in range(8))
    return f"{prefix}-{letters[:4]}-{letters[4:]}"


class OrderGroup(models.Model):
    """A pembelian: one basket paid once; its orders, one a seller, are reached through `members`.

    `placed_from` names the network that a guest came from; its address cannot be read from it.
    """

    number = models.CharField("nomor", max_length=12, unique=True, default=new_number)
    secret = models.CharField("rahasia tautan", max_length=40, unique=True, default=new_secret)
    basket = models.OneToOneField("basket.Basket", models.PROTECT, related_name="+", verbose_name="keranjang")
    user = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="order_groups", verbose_name="pengguna"
    )
    buyer_name = models.CharField("nama pembeli", max_length=100)
    buyer_phone = models.CharField("telepon pembeli", max_length=16)
    buyer_email = models.EmailField("email pembeli", blank=True)
    language = models.CharField("bahasa", max_length=5, default="id")
    placed_from = models.CharField("nama jaringan", max_length=32, blank=True)
    total = models.PositiveBigIntegerField("jumlah (Rp)")
    gateway = models.CharField("cara bayar", max_length=20, default="stripe")
    is_direct = models.BooleanField("uang langsung ke toko", default=False)
    placed_at = models.DateTimeField("dibuat", auto_now_add=True)
    hold_expires_at = models.DateTimeField("stok ditahan sampai", db_index=True)
    released_at = models.DateTimeField("stok dilepas", null=True, blank=True)

    class Meta:
        verbose_name = "pembelian"
        verbose_name_plural = "pembelian"
        indexes = [
            models.Index(fields=["buyer_phone"], name="settlement_guests_by_phone", condition=Q(user__isnull=True)),
            models.Index(fields=["placed_from"], name="settlement_guests_by_network", condition=~Q(placed_from="")),
        ]

    def __str__(self) -> str:
        return self.number


class GroupMember(models.Model):
    """An order's place in its group; one order a seller."""

    group = models.ForeignKey(OrderGroup, models.PROTECT, related_name="members", verbose_name="pembelian")
    order = models.OneToOneField("order.Order", models.PROTECT, related_name="membership", verbose_name="pesanan")
    seller = models.ForeignKey("partner.Partner", models.PROTECT, related_name="+", verbose_name="toko")

    class Meta:
        verbose_name = "pesanan dalam pembelian"
        verbose_name_plural = "pesanan dalam pembelian"
        constraints = [models.UniqueConstraint(fields=["group", "seller"], name="settlement_one_order_a_seller")]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.order_id}"


class Payment(models.Model):
    """One attempt to pay through one gateway, which is asked with `idempotency_key`.

    Without a partner it pays the whole group and the operator takes the money in; with one it pays that seller's order
    and the money reaches her straight. `disputed` is what the buyer's bank took away while it looks into a complaint,
    `lost` what it kept for good. `refunded` is what the gateway says that it has given back, `by_hand` what people
    gave back past it. `bounced` are the gateway's ids of refunds that came to nothing.

    `mismatch` is in what the gateway's account of it once differed from ours, `decision` what a person (or, of money
    that nobody waits for, the shop) has said becomes of it all the same. Who last decided over held money, when, what
    and why stays in `decided_by`, `decided_at` and `decision_note`, whatever becomes of it.
    """

    class Status(models.TextChoices):
        STARTING = "starting", "disiapkan"
        WAITING = "waiting", "menunggu pembayaran"
        CAPTURED = "captured", "dibayar"
        FAILED = "failed", "gagal"
        CANCELLED = "cancelled", "dibatalkan"
        REFUNDED = "refunded", "dikembalikan"
        QUARANTINED = "quarantined", "ditahan untuk diperiksa"

    class Decision(models.TextChoices):
        ACCEPT = "accept", "diterima, lebihnya kembali"
        GIVE_BACK = "give_back", "dikembalikan semua"

    group = models.ForeignKey(OrderGroup, models.PROTECT, related_name="payments", verbose_name="pembelian")
    partner = models.ForeignKey(
        "partner.Partner", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="langsung ke toko"
    )
    gateway = models.CharField("cara bayar", max_length=20)
    amount = models.PositiveBigIntegerField("jumlah (Rp)")
    captured = models.PositiveBigIntegerField("diterima (Rp)", default=0)
    refunded = models.PositiveBigIntegerField("dikembalikan (Rp)", default=0)
    by_hand = models.PositiveBigIntegerField("dikembalikan dengan tangan (Rp)", default=0)
    mismatch = models.CharField("yang tidak sama", max_length=500, blank=True)
    decision = models.CharField("keputusan", max_length=9, choices=Decision, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="diputuskan oleh"
    )
    decided_at = models.DateTimeField("diputuskan", null=True, blank=True)
    decision_note = models.CharField("alasan keputusan", max_length=300, blank=True)
    bounced = models.JSONField("pengembalian yang gagal di gerbang", default=list, blank=True)
    extra = models.PositiveIntegerField("kode unik (Rp)", default=0)
    disputed = models.PositiveBigIntegerField("disengketakan (Rp)", default=0)
    lost = models.PositiveBigIntegerField("hilang dalam sengketa (Rp)", default=0)
    account = models.CharField("tempat uang", max_length=40, blank=True)
    status = models.CharField("status", max_length=12, choices=Status, default=Status.STARTING)
    idempotency_key = models.CharField("kunci", max_length=100, unique=True)
    external_id = models.CharField("id di gerbang", max_length=200, blank=True)
    redirect_url = models.URLField("halaman bayar", max_length=1000, blank=True)
    note = models.CharField("catatan", max_length=300, blank=True)
    created_at = models.DateTimeField("dibuat", auto_now_add=True)
    captured_at = models.DateTimeField("diterima pada", null=True, blank=True)

    class Meta:
        verbose_name = "pembayaran"
        verbose_name_plural = "pembayaran"
        constraints = [
            models.UniqueConstraint(
                fields=["gateway", "external_id"], condition=~Q(external_id=""), name="settlement_payment_external_id"
            ),
            models.UniqueConstraint(
                fields=["group", "partner"],
                condition=Q(status__in=["starting", "waiting"]),
                nulls_distinct=False,
                name="settlement_one_open_payment",
            ),
            models.CheckConstraint(
                condition=Q(refunded__lte=models.F("captured")), name="settlement_refunded_within_captured"
            ),
            models.CheckConstraint(
                condition=Q(by_hand__lte=models.F("captured")), name="settlement_by_hand_within_captured"
            ),
        ]
        indexes = [
            models.Index(fields=["group"], condition=Q(status="quarantined"), name="settlement_held_payments"),
            models.Index(fields=["decided_at"], condition=Q(decided_at__isnull=False), name="settlement_decided"),
        ]

    def __str__(self) -> str:
        return self.idempotency_key

    @property
    def given_back(self) -> int:
        """All that the buyer has back of it, whoever gave it."""
        return self.refunded + self.by_hand

    @property
    def arrived_status(self) -> Payment.Status:
        """How it stands once its money came: given back when all of it was, whoever gave it."""
        return self.Status.REFUNDED if self.given_back >= self.captured else self.Status.CAPTURED


class PaymentSplit(models.Model):
    """One order's share of a payment, in whole rupiah; the shares add up to the payment.

    `refund_asked` is all of it that was decided to go back, given back already or not.
    """

    payment = models.ForeignKey(Payment, models.CASCADE, related_name="splits", verbose_name="pembayaran")
    order = models.ForeignKey("order.Order", models.PROTECT, related_name="payment_splits", verbose_name="pesanan")
    amount = models.PositiveBigIntegerField("bagian (Rp)")
    refund_asked = models.PositiveBigIntegerField("diminta kembali (Rp)", default=0)

    class Meta:
        verbose_name = "bagian pembayaran"
        verbose_name_plural = "bagian pembayaran"
        constraints = [
            models.UniqueConstraint(fields=["payment", "order"], name="settlement_one_split_an_order"),
            models.CheckConstraint(
                condition=Q(refund_asked__lte=models.F("amount")), name="settlement_refund_within_split"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id}: {self.order_id}"
