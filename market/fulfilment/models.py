"""What delivery costs, when goods are promised, and how they travel. Rupiah are whole, weights in grams."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language


class Service(models.Model):
    """A way to travel, with its rule for the weight that is charged (see docs/delivery.md)."""

    code = models.SlugField("kode", max_length=30, unique=True)
    name = models.CharField("nama layanan", max_length=60)
    name_en = models.CharField("nama dalam bahasa Inggris", max_length=60, blank=True)
    divisor = models.PositiveIntegerField(
        "pembagi volume (cm³ per kg)", default=6000, help_text="Berat volume = panjang × lebar × tinggi ÷ pembagi."
    )
    minimum_g = models.PositiveIntegerField("berat minimum (gram)", default=1000)
    step_g = models.PositiveIntegerField("dibulatkan ke kelipatan (gram)", default=1000)
    grace_g = models.PositiveIntegerField(
        "kelebihan yang dimaafkan (gram)", default=300, help_text="1.300 gram masih dihitung 1 kg bila diisi 300."
    )
    is_active = models.BooleanField("dipakai", default=True)

    class Meta:
        verbose_name = "layanan kirim"
        verbose_name_plural = "layanan kirim"
        constraints = [
            models.CheckConstraint(
                condition=Q(divisor__gt=0, step_g__gt=0),
                name="fulfilment_service_can_divide",
                violation_error_message="Pembagi volume dan kelipatan harus lebih dari nol.",
            ),
            models.CheckConstraint(
                condition=Q(grace_g__lt=F("step_g")),
                name="fulfilment_grace_below_step",
                violation_error_message="Kelebihan yang dimaafkan harus lebih kecil dari kelipatannya.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def local_name(self) -> str:
        """Return its name in the language of the page, Indonesian where it has no English one."""
        return (self.name_en if get_language() == "en" else "") or self.name


class Tariff(models.Model):
    """The price per kilogram from one district to one regency, and the days it takes."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="tariffs", verbose_name="layanan")
    origin = models.ForeignKey("regions.District", models.PROTECT, related_name="+", verbose_name="dari kecamatan")
    destination = models.ForeignKey("regions.Regency", models.PROTECT, related_name="+", verbose_name="ke kab./kota")
    price_per_kg = models.PositiveIntegerField("ongkos per kg (Rp)")
    days_min = models.PositiveSmallIntegerField("paling cepat (hari)")
    days_max = models.PositiveSmallIntegerField("paling lama (hari)")

    class Meta:
        verbose_name = "tarif kirim"
        verbose_name_plural = "tarif kirim"
        constraints = [
            models.UniqueConstraint(
                fields=["service", "origin", "destination"],
                name="fulfilment_one_tariff_a_way",
                violation_error_message="Tarif untuk layanan, asal, dan tujuan ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(days_max__gte=F("days_min")),
                name="fulfilment_days_in_order",
                violation_error_message="Hari paling lama tidak boleh kurang dari hari paling cepat.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service}: {self.origin} → {self.destination}"


class Delivery(models.Model):
    """What was agreed for one order at checkout: how, for how much, and by when."""

    order = models.OneToOneField("order.Order", models.PROTECT, related_name="delivery", verbose_name="pesanan")
    service = models.ForeignKey(
        Service,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="layanan",
        help_text="Kosong berarti diambil sendiri.",
    )
    origin = models.ForeignKey("regions.Village", models.PROTECT, related_name="+", verbose_name="dari desa")
    destination = models.ForeignKey(
        "regions.District", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ke kecamatan"
    )
    charged_weight_g = models.PositiveIntegerField("berat dihitung (gram)")
    charge = models.PositiveIntegerField("ongkos (Rp)")
    promised_from = models.DateField("dijanjikan paling cepat")
    promised_until = models.DateField("dijanjikan paling lambat")

    class Meta:
        verbose_name = "pengiriman"
        verbose_name_plural = "pengiriman"
        constraints = [
            models.CheckConstraint(
                condition=Q(service__isnull=True) | Q(destination__isnull=False), name="fulfilment_delivery_has_an_end"
            ),
        ]

    def __str__(self) -> str:
        return f"Pengiriman pesanan {self.order_id}, dijanjikan {self.promised_from} sampai {self.promised_until}"


class Parcel(models.Model):
    """What travels; may hold several orders of one hub."""

    orders = models.ManyToManyField("order.Order", related_name="parcels", verbose_name="pesanan")
    carrier = models.CharField("dibawa oleh", max_length=60)
    tracking_number = models.CharField("nomor resi", max_length=60, blank=True)
    handed_over_at = models.DateTimeField("diserahkan")
    handed_over_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, related_name="+", verbose_name="diserahkan oleh"
    )
    received_at = models.DateTimeField("diterima", null=True, blank=True)

    class Meta:
        verbose_name = "paket"
        verbose_name_plural = "paket"

    def __str__(self) -> str:
        return f"{self.carrier} {self.tracking_number}".strip()
