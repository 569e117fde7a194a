"""What one unit of a foreign currency costs, as staff have written it down."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone


def oldest_shown(today: date) -> date:
    """Return the day before which a rate is not shown any more."""
    return today - timedelta(days=settings.RATE_DAYS)


class RateQuerySet(models.QuerySet["Rate"]):
    def fresh(self, today: date) -> RateQuerySet:
        """Return the rates that are young enough to be shown, in the order of staff."""
        return self.filter(as_of__gte=oldest_shown(today), as_of__lte=today)


class Rate(models.Model):
    """How many rupiah one unit of a currency is worth."""

    class Currency(models.TextChoices):
        USD = "USD", "Dolar Amerika (USD)"
        SGD = "SGD", "Dolar Singapura (SGD)"
        MYR = "MYR", "Ringgit Malaysia (MYR)"
        EUR = "EUR", "Euro (EUR)"

    currency = models.CharField(
        "mata uang",
        max_length=3,
        choices=Currency,
        unique=True,
        error_messages={"unique": "Mata uang ini sudah ada. Ubah barisnya."},
    )
    rupiah = models.DecimalField(
        "rupiah untuk satu",
        max_digits=9,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(100))],
        help_text="Contoh: 16250 untuk satu dolar Amerika.",
    )
    as_of = models.DateField(
        "kurs tanggal", help_text="Tanggal kurs itu berlaku, misalnya kurs tengah Bank Indonesia."
    )
    place = models.PositiveSmallIntegerField(
        "urutan", default=1, help_text="Yang paling kecil tampil di halaman produk bahasa Inggris."
    )
    written_at = models.DateTimeField("ditulis", auto_now=True)
    written_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="oleh"
    )

    objects = RateQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="currencies_a_rate_is_a_rate", condition=models.Q(rupiah__gt=0))]
        ordering = ["place", "currency"]
        verbose_name = "kurs"
        verbose_name_plural = "kurs"

    def __str__(self) -> str:
        return self.currency

    def standing(self) -> str:
        """Say in the office's words whether buyers see it now."""
        today = timezone.localdate()
        if self.as_of > today:
            return f"tampil mulai {self.as_of:%d-%m-%Y}"
        is_shown = self.as_of >= oldest_shown(today)
        return "tampil" if is_shown else f"TIDAK tampil: lebih tua dari {settings.RATE_DAYS} hari, perbarui"

    standing.short_description = "di halaman Inggris"  # type: ignore[attr-defined]
