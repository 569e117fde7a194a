"""Where something is on a map: a point that an editor writes by hand."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel

SOUTH, NORTH = Decimal("-11.2"), Decimal("6.2")  # Indonesia from Pulau Ndana to Pulau Rondo, and a little more
WEST, EAST = Decimal("94.9"), Decimal("141.1")  # from Pulau Benggala to the border on Papua
HOW = (
    "Dari Google Maps: tekan lama pada tempatnya, lalu salin dua angka yang muncul. "
    "Angka pertama ditulis di sini. Contoh: -0.41467"
)


class OnAMap(models.Model):
    """A mixin for whatever has a point; both numbers, or neither. Degrees by WGS 84, as phones show them."""

    latitude = models.DecimalField(
        "lintang",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[
            MinValueValidator(SOUTH, "Ini di luar Indonesia. Contoh: -0.41467"),
            MaxValueValidator(NORTH, "Ini di luar Indonesia. Contoh: -0.41467"),
        ],
        help_text=HOW,
    )
    longitude = models.DecimalField(
        "bujur",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[
            MinValueValidator(WEST, "Ini di luar Indonesia. Contoh: 116.98532"),
            MaxValueValidator(EAST, "Ini di luar Indonesia. Contoh: 116.98532"),
        ],
        help_text="Angka kedua. Contoh: 116.98532",
    )

    map_panels: list[Panel] = [
        MultiFieldPanel([FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")])], heading="Titik di peta")
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse half a point."""
        super().clean()
        for given, missing in (("latitude", "longitude"), ("longitude", "latitude")):
            if getattr(self, given) is not None and getattr(self, missing) is None:
                raise ValidationError({missing: "Tulis kedua angkanya, atau kosongkan keduanya."})

    def point(self) -> tuple[Decimal, Decimal] | None:
        """Return latitude and longitude, or nothing while nobody has written them."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude
