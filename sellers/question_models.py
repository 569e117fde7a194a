"""Questions about goods: kept also when they go on by WhatsApp, so that they count and others can read the answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from market.pagecache.numbers import NUMBER

if TYPE_CHECKING:
    from catalogue.models import Product
    from market.regions.models import Regency
    from market.shop.partner.models import Partner

KEY_LENGTH = 20  # hexadecimal digits


class QuestionQuerySet(models.QuerySet["Question"]):
    def to(self, partner: Partner) -> QuestionQuerySet:
        """Return what one shop was asked."""
        return self.filter(product__seller=partner)

    def unanswered(self) -> QuestionQuerySet:
        """Return what nobody has answered, oldest first."""
        return self.filter(answered_at__isnull=True).order_by("asked_at", "pk")

    def waiting(self) -> QuestionQuerySet:
        """Return answers meant for everybody that staff have yet to read, oldest first."""
        return self.filter(showing=Question.Showing.WAITING).order_by("answered_at", "pk")

    def shown_about(self, product: Product) -> QuestionQuerySet:
        """Return what everybody may read about a product, newest first."""
        return self.filter(product_id=product.pk, showing=Question.Showing.SHOWN).order_by("-answered_at", "-pk")

    def with_secret(self, secret: str) -> Question | None:
        """Return the answered question that a link of ours leads to; none for a link that we did not make."""
        number, _, _key = secret.partition("-")
        found = (
            self.filter(pk=int(number), answered_at__isnull=False).first() if re.fullmatch(NUMBER, number) else None
        )
        return found if found and constant_time_compare(found.secret, secret) else None

    def with_words(self, typed: str) -> QuestionQuerySet:
        """Return those in which all words that were typed are found, or the number of whoever asked."""
        if re.fullmatch(r"[\d\s+().-]{6,}", typed):
            return self.filter(phone__contains=re.sub(r"\D", "", typed).lstrip("0"))
        found = self
        for word in typed.split():
            about = Q(text__icontains=word) | Q(answer__icontains=word) | Q(product__title__icontains=word)
            found = found.filter(about)
        return found

    def in_regency(self, regency: Regency) -> QuestionQuerySet:
        """Return what the shops of one regency were asked."""
        return self.filter(product__seller__village__district__regency=regency)


class Question(models.Model):
    """What somebody asked about a product, and what its seller answered."""

    class Showing(models.TextChoices):
        PRIVATE = "private", "hanya untuk penanya"
        WAITING = "waiting", "menunggu petugas"
        SHOWN = "shown", "tampil"
        REFUSED = "refused", "tidak ditampilkan"

    product = models.ForeignKey("catalogue.Product", models.CASCADE, related_name="questions", verbose_name="produk")
    text = models.TextField("pertanyaan")
    phone = models.CharField("telepon penanya", max_length=16, blank=True)
    user = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="penanya"
    )
    language = models.CharField("bahasa", max_length=5, default="id")
    asked_from = models.CharField("nama jaringan", max_length=32, blank=True)
    asked_at = models.DateTimeField("ditanyakan", default=timezone.now)
    answer = models.TextField("jawaban", blank=True)
    answered_at = models.DateTimeField("dijawab", null=True, blank=True)
    answered_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="dijawab oleh"
    )
    showing = models.CharField("keadaan", max_length=7, choices=Showing, default=Showing.PRIVATE)
    note = models.TextField("catatan petugas", blank=True)
    checked_at = models.DateTimeField("diperiksa", null=True, blank=True)
    checked_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="diperiksa oleh"
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "pertanyaan"
        verbose_name_plural = "pertanyaan"
        constraints = [
            models.CheckConstraint(
                condition=Q(showing="private") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="sellers_only_answers_are_shown",
            )
        ]
        indexes = [
            models.Index(fields=["phone", "asked_at"], name="sellers_questions_by_phone"),
            models.Index(fields=["asked_from", "asked_at"], name="sellers_questions_by_network"),
            models.Index(
                fields=["product", "-answered_at"], name="sellers_questions_shown", condition=Q(showing="shown")
            ),
            models.Index(fields=["answered_at"], name="sellers_answers_waiting", condition=Q(showing="waiting")),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def secret(self) -> str:
        """What leads to its answer: whoever has it may read that."""
        key = salted_hmac("sellers.questions", str(self.pk), algorithm="sha256").hexdigest()
        return f"{self.pk}-{key[:KEY_LENGTH]}"

    @property
    def is_from_its_number(self) -> bool:
        """Did whoever asked prove that the number is theirs, by having signed in with it?"""
        return bool(self.user and self.user.is_phone_verified and self.user.phone == self.phone)
