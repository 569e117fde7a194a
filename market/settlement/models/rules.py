"""What the market takes of a sale, and who bears a discount; frozen for each order when it is placed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class CommissionRate(models.Model):
    """One line of the commission card. The first active one whose every rule holds is taken."""

    class Kind(models.TextChoices):
        PERCENTAGE = "percentage", "persen"
        FIXED = "fixed", "jumlah tetap"

    position = models.PositiveSmallIntegerField("urutan", default=100)
    name = models.CharField("nama", max_length=100)
    is_active = models.BooleanField("berlaku", default=True)
    kind = models.CharField("jenis", max_length=10, choices=Kind, default=Kind.PERCENTAGE)
    basis_points = models.PositiveIntegerField("perseratus persen", default=0, help_text="5 % ditulis 500.")
    amount = models.PositiveBigIntegerField("jumlah tetap (Rp)", default=0)
    floor = models.PositiveBigIntegerField("paling sedikit (Rp)", default=0)
    cap = models.PositiveBigIntegerField("paling banyak (Rp)", null=True, blank=True)
    includes_delivery = models.BooleanField("juga dari ongkos kirim", default=False)
    category = models.ForeignKey(
        "catalogue.Category", models.CASCADE, null=True, blank=True, related_name="+", verbose_name="jenis barang"
    )
    partner = models.ForeignKey(
        "partner.Partner", models.CASCADE, null=True, blank=True, related_name="+", verbose_name="toko"
    )
    village = models.ForeignKey(
        "regions.Village", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="desa"
    )
    total_from = models.PositiveBigIntegerField("mulai belanja (Rp)", default=0)
    total_to = models.PositiveBigIntegerField("sampai belanja (Rp)", null=True, blank=True)

    class Meta:
        verbose_name = "tarif komisi"
        verbose_name_plural = "tarif komisi"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(basis_points__lte=10_000),
                name="settlement_commission_within_all",
                violation_error_message="Komisi tidak boleh lebih dari 100 %.",
            ),
            models.CheckConstraint(
                condition=Q(cap__isnull=True) | Q(cap__gte=F("floor")),
                name="settlement_commission_cap_above_floor",
                violation_error_message="Batas atas tidak boleh di bawah batas bawah.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CommissionLine(models.Model):
    """What the market takes of one order by one rate; never changed after the order was placed."""

    order = models.ForeignKey("order.Order", models.PROTECT, related_name="commission_lines", verbose_name="pesanan")
    rate = models.ForeignKey(CommissionRate, models.SET_NULL, null=True, related_name="+", verbose_name="tarif komisi")
    name = models.CharField("nama", max_length=100)
    base = models.PositiveBigIntegerField("dihitung dari (Rp)")
    amount = models.PositiveBigIntegerField("komisi (Rp)")

    class Meta:
        verbose_name = "komisi pesanan"
        verbose_name_plural = "komisi pesanan"
        constraints = [
            models.CheckConstraint(condition=Q(amount__lte=F("base")), name="settlement_commission_in_base")
        ]

    def __str__(self) -> str:
        return f"{self.order_id}: {self.amount}"


class Funding(models.Model):
    """Who bears the discounts of an offer (and of the vouchers that carry it), stated beside it.

    A seller who bears any of it is named, and it takes from her goods only. An offer without a row is not applied.
    """

    class Bearer(models.TextChoices):
        SELLER = "seller", "toko"
        MARKETPLACE = "marketplace", "pasar"
        SHARED = "shared", "dibagi"

    offer = models.OneToOneField(
        "offer.ConditionalOffer", models.CASCADE, related_name="funding", verbose_name="potongan harga"
    )
    bearer = models.CharField("ditanggung", max_length=11, choices=Bearer)
    partner = models.ForeignKey(
        "partner.Partner", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="toko yang menanggung"
    )
    marketplace_percent = models.PositiveSmallIntegerField("bagian pasar (%)", default=0)

    class Meta:
        verbose_name = "penanggung potongan"
        verbose_name_plural = "penanggung potongan"
        constraints = [
            models.CheckConstraint(
                condition=(Q(bearer="seller") & Q(marketplace_percent=0))
                | (Q(bearer="marketplace") & Q(marketplace_percent=100))
                | (Q(bearer="shared") & Q(marketplace_percent__gt=0, marketplace_percent__lt=100)),
                name="settlement_funding_adds_up",
                violation_error_message="Bagian pasar: 0 bila toko, 100 bila pasar, 1 sampai 99 bila dibagi.",
            ),
            models.CheckConstraint(
                condition=Q(bearer="marketplace", partner__isnull=True)
                | (~Q(bearer="marketplace") & Q(partner__isnull=False)),
                name="settlement_funding_names_the_shop",
                violation_error_message="Pilih toko yang menanggung; bila pasar yang menanggung, tidak ada tokonya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id}: {self.marketplace_percent} % pasar"


class DiscountLine(models.Model):
    """What one offer took off one order, and how much of it the market gives back to the seller."""

    order = models.ForeignKey("order.Order", models.PROTECT, related_name="discount_lines", verbose_name="pesanan")
    offer_name = models.CharField("potongan", max_length=128)
    voucher_code = models.CharField("voucher", max_length=128, blank=True)
    amount = models.PositiveBigIntegerField("potongan (Rp)")
    by_marketplace = models.PositiveBigIntegerField("ditanggung pasar (Rp)")

    class Meta:
        verbose_name = "potongan pesanan"
        verbose_name_plural = "potongan pesanan"
        constraints = [
            models.CheckConstraint(
                condition=Q(by_marketplace__lte=F("amount")), name="settlement_market_bears_at_most_all"
            )
        ]

    def __str__(self) -> str:
        return f"{self.order_id}: {self.amount}"
