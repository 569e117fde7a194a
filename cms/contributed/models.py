"""What a villager has sent: whose it is, what she agreed to, and whether the office has said no."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from market.accounts.models import User


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def sent_by(self, user: User) -> ContributionQuerySet:
        """Return those of one person, newest first."""
        return self.filter(sender=user).order_by("-sent_at", "-pk")

    def seen_by(self, user: User) -> ContributionQuerySet:
        """Return those of the regency of whoever looks, newest first; all of them for a post without one."""
        found = self.filter(regency_id=user.regency_id) if user.regency_id else self
        return found.order_by("-sent_at", "-pk")


class Contribution(models.Model):
    """One story that somebody sent. Its words and pictures are the page's; this is what the page does not know."""

    reference = models.UUIDField("tanda formulir", default=uuid4, editable=False)
    page = models.OneToOneField(
        "cms.StoryPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contribution",
        verbose_name="halaman cerita",
    )
    title = models.CharField("judul waktu dikirim", max_length=100)
    sender = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="pengirim"
    )
    shown_name = models.CharField(
        "nama yang ditampilkan", max_length=100, blank=True, help_text="Kosong bila pengirim minta tanpa nama."
    )
    regency = models.ForeignKey("regions.Regency", models.PROTECT, related_name="+", verbose_name="kabupaten/kota")
    agreed_at = models.DateTimeField("setuju dimuat dan orang di foto setuju", default=timezone.now)
    sent_at = models.DateTimeField("dikirim", default=timezone.now)
    mended_at = models.DateTimeField("dikirim lagi setelah diperbaiki", null=True, blank=True)
    declined_at = models.DateTimeField("tidak dimuat sejak", null=True, blank=True)
    declined_why = models.CharField("mengapa tidak dimuat", max_length=300, blank=True)
    declined_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="diputuskan oleh"
    )

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = "cerita warga"
        verbose_name_plural = "cerita warga"
        constraints = [
            models.UniqueConstraint(fields=["sender", "reference"], name="cms_a_form_sends_one_story"),
            models.CheckConstraint(
                condition=Q(declined_at__isnull=True, declined_why="")
                | (Q(declined_at__isnull=False) & ~Q(declined_why="")),
                name="cms_a_declined_story_says_why",
            ),
        ]
        indexes = [models.Index(fields=["sender", "sent_at"], name="cms_stories_of_a_sender")]

    def __str__(self) -> str:
        return self.title
