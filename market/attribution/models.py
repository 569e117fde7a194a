"""Sums of the day, and what a line of goods remembers of the story that led to it, until it is paid."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

NO_STORY = 0


class DailyCount(models.Model):
    """What happened to one product on one day (WITA) through one story, or through none; `rupiah` are whole.

    `story` is the number of the page that held the link, `village` the code of the product's village when it was
    counted. Only sums stand here: no row says who, and pages and products that are gone keep theirs.
    """

    day = models.DateField("hari")
    story = models.PositiveIntegerField("cerita", default=NO_STORY)
    village = models.CharField("desa", max_length=13, blank=True)
    product = models.PositiveIntegerField("produk")
    views = models.PositiveIntegerField("dilihat", default=0)
    baskets = models.PositiveIntegerField("masuk keranjang", default=0)
    pieces = models.PositiveIntegerField("terjual", default=0)
    rupiah = models.PositiveBigIntegerField("nilai (Rp)", default=0)

    class Meta:
        verbose_name = "hitungan harian"
        verbose_name_plural = "hitungan harian"
        constraints = [
            models.UniqueConstraint(fields=["day", "story", "product", "village"], name="attribution_one_row_a_day"),
            models.CheckConstraint(
                condition=Q(views__gt=0) | Q(baskets__gt=0) | Q(pieces__gt=0), name="attribution_counts_something"
            ),
        ]
        indexes = [models.Index(F("story"), F("day"), name="attribution_by_story")]

    def __str__(self) -> str:
        return f"{self.day} {self.story} {self.product}"


class LineStory(models.Model):
    """The last story that put a basket's line there; it goes with the line, and when the basket is bought."""

    line = models.OneToOneField("basket.Line", models.CASCADE, primary_key=True, related_name="told_by")
    story = models.PositiveIntegerField("cerita")
    noted_at = models.DateTimeField("dicatat")

    class Meta:
        verbose_name = "cerita sebuah baris keranjang"
        verbose_name_plural = "cerita baris keranjang"

    def __str__(self) -> str:
        return f"{self.line_id} {self.story}"


class UnpaidLine(models.Model):
    """A line of an order that nobody has paid yet, with its story; counted and gone once its money is there."""

    line = models.OneToOneField("order.Line", models.CASCADE, primary_key=True, related_name="to_be_counted")
    story = models.PositiveIntegerField("cerita", default=NO_STORY)
    since = models.DateField("sejak", db_index=True)

    class Meta:
        verbose_name = "baris yang belum dibayar"
        verbose_name_plural = "baris yang belum dibayar"

    def __str__(self) -> str:
        return f"{self.line_id} {self.story}"
