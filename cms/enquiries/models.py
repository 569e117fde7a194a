"""What visitors ask before they come: kept with a clock, answered by the village's contact through a secret link."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from market.pagecache.numbers import NUMBER

if TYPE_CHECKING:
    from datetime import datetime

    from market.accounts.models import User

KEY_LENGTH = 24  # hexadecimal digits
DUE_WITHIN = timedelta(days=2)


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def seen_by(self, user: User) -> EnquiryQuerySet:
        """Return those of the regency of whoever looks and of none; all of them for a post without one."""
        return self.filter(Q(regency_id=user.regency_id) | Q(regency=None)) if user.regency_id else self

    def unanswered(self) -> EnquiryQuerySet:
        """Return what nobody has answered, the one due first first."""
        return self.filter(answered_at__isnull=True).order_by("due_at", "pk")

    def overdue(self, now: datetime) -> EnquiryQuerySet:
        """Return what should have been answered by now."""
        return self.unanswered().filter(due_at__lt=now)

    def by_link(self, secret: str, purpose: str) -> Enquiry | None:
        """Return the one that a link of ours leads to; none for a link that we did not make."""
        number, _, _key = secret.partition("-")
        found = self.filter(pk=int(number)).first() if re.fullmatch(NUMBER, number) else None
        return found if found and constant_time_compare(found.secret_for(purpose), secret) else None


class Enquiry(models.Model):
    """One question of a visitor, and the answer."""

    class About(models.TextChoices):
        PLACE = "place", "tempat wisata"
        ROUTE = "route", "rute"
        HOMESTAY = "homestay", "penginapan warga"
        VILLAGE = "village", "desa"

    page = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="halaman"
    )
    about = models.CharField("tentang", max_length=8, choices=About)
    title = models.CharField("nama tempat waktu itu", max_length=255)
    regency = models.ForeignKey(
        "regions.Regency", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kabupaten/kota"
    )
    arrives_on = models.DateField("datang", null=True, blank=True)
    leaves_on = models.DateField("pulang", null=True, blank=True)
    people = models.PositiveSmallIntegerField("berapa orang")
    wish = models.TextField("yang ditanyakan")
    name = models.CharField("nama penanya", max_length=100)
    phone = models.CharField("telepon penanya", max_length=16)
    user = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="penanya"
    )
    language = models.CharField("bahasa", max_length=5, default="id")
    asked_from = models.CharField("nama jaringan", max_length=32, blank=True)
    asked_at = models.DateTimeField("ditanyakan", default=timezone.now)
    due_at = models.DateTimeField("dijawab paling lambat")
    reminded_at = models.DateTimeField("diingatkan", null=True, blank=True)
    contact_name = models.CharField("dikirim kepada", max_length=100, blank=True)
    contact_phone = models.CharField("nomor yang dikirimi", max_length=16)
    answer = models.TextField("jawaban", blank=True)
    answered_at = models.DateTimeField("dijawab", null=True, blank=True)
    answered_by = models.ForeignKey(
        "accounts.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dijawab petugas",
        help_text="Kosong bila dijawab lewat tautan oleh kontak desa.",
    )

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = "pertanyaan tamu"
        verbose_name_plural = "pertanyaan tamu"
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="cms_an_answer_has_words_and_a_time",
            ),
            models.CheckConstraint(
                condition=Q(leaves_on__isnull=True) | Q(leaves_on__gte=models.F("arrives_on")),
                name="cms_visitors_leave_after_they_came",
            ),
        ]
        indexes = [
            models.Index(fields=["phone", "asked_at"], name="cms_enquiries_by_phone"),
            models.Index(fields=["asked_from", "asked_at"], name="cms_enquiries_by_network"),
            models.Index(fields=["due_at"], name="cms_enquiries_due", condition=Q(answered_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.wish[:40]}"

    def secret_for(self, purpose: str) -> str:
        """Return what leads to it: to "answer" it, or to "read" the answer; one does not open the other."""
        key = salted_hmac(f"cms.enquiries.{purpose}", str(self.pk), algorithm="sha256").hexdigest()
        return f"{self.pk}-{key[:KEY_LENGTH]}"

    def is_overdue(self, now: datetime) -> bool:
        """Say whether it should have been answered by now."""
        return self.answered_at is None and self.due_at < now

    @property
    def is_from_its_number(self) -> bool:
        """Did whoever asked prove that the number is theirs, by having signed in with it?"""
        return bool(self.user and self.user.is_phone_verified and self.user.phone == self.phone)
