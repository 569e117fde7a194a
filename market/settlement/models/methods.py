"""The ways to pay that buyers are offered; amounts are whole rupiah."""

from __future__ import annotations

from django.db import models


class PaymentMethod(models.Model):
    """How one gateway is offered: whether, for which totals, and who takes the money in."""

    class Mode(models.TextChoices):
        POOLED = "pooled", "lewat pengelola pasar"
        DIRECT = "direct", "langsung ke toko"

    code = models.CharField("cara bayar", max_length=20, unique=True)
    is_on = models.BooleanField("ditawarkan", default=False)
    mode = models.CharField("uang masuk", max_length=6, choices=Mode, default=Mode.POOLED)
    floor = models.PositiveBigIntegerField("paling sedikit (Rp)", default=0)
    cap = models.PositiveBigIntegerField(
        "paling banyak (Rp)", null=True, blank=True, help_text="Kosong berarti tanpa batas."
    )
    hold_minutes = models.PositiveIntegerField("barang ditahan (menit)")
    is_local_only = models.BooleanField(
        "hanya dalam kabupaten", default=False, help_text="Pembeli dan semua toko di kabupaten/kota yang sama."
    )
    position = models.PositiveSmallIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "cara bayar"
        verbose_name_plural = "cara bayar"
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cap__isnull=True) | models.Q(cap__gte=models.F("floor")),
                name="settlement_cap_above_floor",
                violation_error_message="Batas atas tidak boleh di bawah batas bawah.",
            ),
            models.CheckConstraint(
                condition=models.Q(hold_minutes__gte=5),
                name="settlement_hold_is_long_enough",
                violation_error_message="Barang ditahan sedikitnya 5 menit.",
            ),
            models.CheckConstraint(
                condition=~models.Q(code="cash") | models.Q(mode="direct"),
                name="settlement_cash_goes_to_the_seller",
                violation_error_message="Uang tunai selalu diterima toko.",
            ),
            models.CheckConstraint(
                condition=~models.Q(code="stripe") | models.Q(hold_minutes__gte=31, hold_minutes__lte=1380),
                name="settlement_card_hold_as_stripe_allows",
                violation_error_message="Stripe memberi waktu 31 sampai 1.380 menit.",
            ),
            models.CheckConstraint(
                condition=~models.Q(code="stripe") | models.Q(mode="pooled"),
                name="settlement_cards_are_pooled",
                violation_error_message="Uang kartu selalu masuk lewat pengelola pasar.",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_direct(self) -> bool:
        """Does the money reach each seller straight?"""
        return self.mode == self.Mode.DIRECT

    @property
    def is_cash(self) -> bool:
        """Is it paid when the goods are handed over?"""
        return self.code == "cash"
