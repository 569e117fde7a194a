"""Follows oscar.apps.catalogue.reviews.models (4.2): a review is of a line of an order, and its seller may answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from oscar.apps.catalogue.reviews.abstract_models import AbstractProductReview


class ProductReview(AbstractProductReview):
    """A buyer's word about what she received; `name` is all that is shown of her, such as "Rina, Balikpapan"."""

    class Reply(models.TextChoices):
        NONE = "none", "belum dijawab"
        WAITING = "waiting", "menunggu petugas"
        SHOWN = "shown", "tampil"
        REFUSED = "refused", "perlu diperbaiki"

    line = models.OneToOneField(
        "order.Line", models.SET_NULL, null=True, blank=True, related_name="review", verbose_name="barang pesanan"
    )
    phone = models.CharField("telepon penulis", max_length=16, blank=True)
    language = models.CharField("bahasa", max_length=5, default="id")
    address = models.CharField("halaman pembelian", max_length=200, blank=True)
    submitted_at = models.DateTimeField("dikirim", default=timezone.now)
    checked_at = models.DateTimeField("diperiksa", null=True, blank=True)
    checked_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="diperiksa oleh"
    )
    note = models.TextField("catatan petugas", blank=True)
    reply = models.TextField("jawaban penjual", blank=True)
    reply_state = models.CharField("keadaan jawaban", max_length=7, choices=Reply, default=Reply.NONE)
    replied_at = models.DateTimeField("dijawab", null=True, blank=True)
    reply_note = models.TextField("catatan petugas tentang jawaban", blank=True)

    class Meta(AbstractProductReview.Meta):
        ordering = ["-submitted_at", "-pk"]
        unique_together: list[tuple[str, ...]] = []  # who buys twice may say twice; a line has one
        constraints = [
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="reviews_one_to_five_stars"),
            models.CheckConstraint(condition=Q(reply_state="none") | ~Q(reply=""), name="reviews_an_answer_has_words"),
        ]
        indexes = [
            models.Index(fields=["product", "-submitted_at"], name="reviews_shown", condition=Q(status=1)),
            models.Index(fields=["submitted_at"], name="reviews_waiting", condition=Q(status=0)),
            models.Index(fields=["replied_at"], name="reviews_replies_waiting", condition=Q(reply_state="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.score}/5, {self.name}"


from oscar.apps.catalogue.reviews.models import *  # noqa: F403
