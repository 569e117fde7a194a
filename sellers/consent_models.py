"""A producer's word that a hub may sell for her, how she gave it, and what was then done in her name."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from sellers.permit_models import private_storage

if TYPE_CHECKING:
    from market.accounts.models import User
    from market.regions.models import Regency
    from sellers.models import Producer, Seller


ANSWER_WITHIN = timedelta(days=30)
"""The signal may be away for weeks; then the hub asks again."""


class ConsentQuerySet(models.QuerySet["Consent"]):
    def live(self, now: datetime) -> ConsentQuerySet:
        """Return what holds at `now`: given, not run out, not withdrawn."""
        return self.filter(given_at__lte=now, expires_at__gt=now, withdrawn_at__isnull=True)

    def held_until_told(self, by: User, *, made_at: datetime, now: datetime) -> ConsentQuerySet:
        """Return what held when this person made something, before she herself wrote down that it was taken back.

        Both may wait on her phone, and either may arrive first. What has run out by `now`, or was refused once more
        since, counts no longer.
        """
        told = self.filter(withdrawn_by=by, withdrawn_how__in=Consent.BY_PHONE, withdrawn_at__gt=made_at)
        later = ConsentLink.objects.filter(producer=OuterRef("producer"), hub=OuterRef("hub"))
        later = later.filter(refused_at__gt=OuterRef("withdrawn_at"))
        return told.filter(~Exists(later), given_at__lte=made_at, expires_at__gt=now)

    def between(self, producer: Producer, hub_id: int) -> ConsentQuerySet:
        """Return what a producer gave to one hub, the one that lasts longest first."""
        return self.filter(producer=producer, hub_id=hub_id).order_by("-expires_at", "-pk")

    def in_regency(self, regency: Regency) -> ConsentQuerySet:
        """Return what was given to the hubs of one regency."""
        return self.filter(hub__partner__village__district__regency=regency)


class Consent(models.Model):
    """A persetujuan: one producer lets one hub sell for her, until a day, or until she takes it back."""

    class Way(models.TextChoices):
        PAPER = "paper", "foto surat yang ditandatangani"
        VOICE = "voice", "rekaman suara"
        SMS = "sms", "balasan SMS"
        LINK = "link", "dijawab sendiri lewat tautan"

    class Withdrawn(models.TextChoices):
        LINK = "link", "oleh produsen, lewat tautannya"
        SMS = "sms", "oleh produsen, lewat balasan SMS"
        OFFICE = "office", "oleh petugas, atas permintaan produsen"
        ASKED = "asked", "diminta produsen, dicatat oleh hub"
        STOPPED = "stopped", "hub berhenti menjualkannya"
        ASKED_BY_PHONE = "asked_by_phone", "diminta produsen, dicatat hub di HP"
        STOPPED_BY_PHONE = "stopped_by_phone", "hub berhenti menjualkannya, dicatat di HP"

    BY_PHONE = (Withdrawn.ASKED_BY_PHONE, Withdrawn.STOPPED_BY_PHONE)
    """Somebody of the hub wrote it down on a phone, with a signal or without: what she made before it counts."""

    producer = models.ForeignKey("sellers.Producer", models.PROTECT, related_name="consents", verbose_name="produsen")
    hub = models.ForeignKey("sellers.Seller", models.PROTECT, related_name="consents", verbose_name="BUMDes / hub")
    way = models.CharField("cara", max_length=5, choices=Way)
    file = models.FileField("berkas", storage=private_storage, upload_to="persetujuan/", max_length=200, blank=True)
    answer = models.CharField("jawaban", max_length=200, blank=True)
    words = models.TextField("kata-kata yang dibacakan")
    words_version = models.CharField("versi kata-kata", max_length=20)
    given_at = models.DateTimeField("diberikan")
    expires_at = models.DateTimeField("berlaku sampai")
    recorded_at = models.DateTimeField("dicatat", default=timezone.now)
    recorded_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="dicatat oleh"
    )
    withdrawn_at = models.DateTimeField("ditarik", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ditarik oleh"
    )
    withdrawn_how = models.CharField("cara ditarik", max_length=20, choices=Withdrawn, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "persetujuan produsen"
        verbose_name_plural = "persetujuan produsen"
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("given_at")), name="sellers_consent_lasts"),
            models.CheckConstraint(
                condition=~Q(way__in=["paper", "voice"]) | ~Q(file=""), name="sellers_consent_has_its_paper"
            ),
            models.CheckConstraint(
                condition=~Q(way__in=["sms", "link"]) | ~Q(answer=""), name="sellers_consent_has_its_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.producer}: {self.get_way_display()}"

    def is_live(self, now: datetime) -> bool:
        """Does it hold at `now`? `ConsentQuerySet.live` asks the same of many."""
        return self.withdrawn_at is None and self.given_at <= now < self.expires_at


class ConsentLink(models.Model):
    """The address that is a producer's own, for one hub: by it she says yes, sees what was done, and takes it back."""

    producer = models.ForeignKey(
        "sellers.Producer", models.PROTECT, related_name="consent_links", verbose_name="produsen"
    )
    hub = models.ForeignKey("sellers.Seller", models.PROTECT, related_name="+", verbose_name="BUMDes / hub")
    phone = models.CharField("nomor telepon", max_length=16)
    secret = models.CharField("rahasia", max_length=32, unique=True)
    asked_at = models.DateTimeField("ditanyakan", null=True, blank=True)
    asked_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ditanyakan oleh"
    )
    words_version = models.CharField("versi kata-kata", max_length=20, blank=True)
    """Of what she was asked to agree to, and agrees to when she says yes, on her page only where it lay before her."""
    answered_at = models.DateTimeField("dijawab", null=True, blank=True)
    refused_at = models.DateTimeField("terakhir menolak atau menarik", null=True, blank=True)
    """Her last no, or when she took it all back: asked again, she has still said it."""

    class Meta:
        verbose_name = "tautan persetujuan"
        verbose_name_plural = "tautan persetujuan"
        constraints = [models.UniqueConstraint(fields=["producer", "hub"], name="sellers_one_link_for_each_hub")]

    def __str__(self) -> str:
        return str(self.producer)

    def reply_code(self) -> str:
        """Return the six digits that go with the question of a day; asked again that day, they are the same."""
        digest = salted_hmac(
            "sellers.replies", f"{self.secret}:{timezone.localdate(self.asked_at)}", algorithm="sha256"
        )
        return f"{int.from_bytes(digest.digest()[:8]) % 1_000_000:06}"

    def waits(self, now: datetime) -> bool:
        """May it still be answered with yes? Taking back needs no such leave."""
        return self.asked_at is not None and self.answered_at is None and now < self.asked_at + ANSWER_WITHIN


class ActedForQuerySet(models.QuerySet["ActedFor"]):
    def of_hub(self, hub: Seller) -> ActedForQuerySet:
        """Return what was done by one hub, newest first."""
        return self.filter(hub=hub).order_by("-pk")

    def in_regency(self, regency: Regency) -> ActedForQuerySet:
        """Return what the hubs of one regency did."""
        return self.filter(hub__partner__village__district__regency=regency)


class ActedFor(models.Model):
    """One thing that somebody of a hub did in a producer's name. Rows are only ever added."""

    actor = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="yang mengerjakan"
    )
    actor_name = models.CharField("nama yang mengerjakan", max_length=150)
    principal = models.ForeignKey("sellers.Producer", models.PROTECT, related_name="acted", verbose_name="atas nama")
    principal_name = models.CharField("nama produsen", max_length=100)
    hub = models.ForeignKey("sellers.Seller", models.PROTECT, related_name="acted", verbose_name="BUMDes / hub")
    consent = models.ForeignKey(Consent, models.PROTECT, related_name="acted", verbose_name="persetujuan")
    what = models.CharField("yang dikerjakan", max_length=80)
    thing = models.CharField("tentang", max_length=200)
    thing_id = models.CharField("nomor", max_length=60, blank=True)
    at = models.DateTimeField("waktu")

    objects = ActedForQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan atas nama"
        verbose_name_plural = "catatan atas nama"
        indexes = [
            models.Index(fields=["hub", "-id"], name="sellers_acted_by_hub"),
            models.Index(fields=["principal", "-id"], name="sellers_acted_for"),
        ]

    def __str__(self) -> str:
        return f"{self.what} · a.n. {self.principal_name}"
