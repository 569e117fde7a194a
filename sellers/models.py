"""Who makes and who sells. Trade's side of a seller is Oscar's Partner; this is the people's side."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, When
from django.urls import reverse
from django.utils import timezone

if TYPE_CHECKING:
    from market.accounts.models import User
    from market.regions.models import Regency, Village


class SellerQuerySet(models.QuerySet["Seller"]):
    def open(self) -> SellerQuerySet:
        """Return the shops that outsiders may see."""
        return self.filter(status="open", partner__is_open=True)

    def waiting(self) -> SellerQuerySet:
        """Return the applications that an operator has yet to look at, oldest first."""
        return self.filter(status="waiting").order_by("applied_at")

    def run_by(self, user: User) -> SellerQuerySet:
        """Return the shops that this person may act for."""
        return self.filter(partner__users=user)

    def in_regency(self, regency: Regency) -> SellerQuerySet:
        """Return the shops of one regency."""
        return self.filter(partner__village__district__regency=regency)

    def with_place(self) -> SellerQuerySet:
        """Fetch with them the account and where it is, up to the province."""
        return self.select_related("partner__village__district__regency__province")


class Seller(models.Model):
    """A toko: a producer's own shop, or a hub (BUMDes) that sells for several."""

    class Kind(models.TextChoices):
        OWN = "own", "toko sendiri"
        HUB = "hub", "BUMDes / hub"

    class Status(models.TextChoices):
        WAITING = "waiting", "menunggu persetujuan"
        OPEN = "open", "buka"
        REJECTED = "rejected", "perlu diperbaiki"
        SUSPENDED = "suspended", "dibekukan"

    partner = models.OneToOneField(
        "partner.Partner", models.PROTECT, related_name="seller", primary_key=True, verbose_name="akun toko"
    )
    kind = models.CharField("jenis", max_length=5, choices=Kind, default=Kind.OWN)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.WAITING)
    about = models.TextField("tentang toko", blank=True)
    whatsapp = models.CharField("nomor WhatsApp yang boleh dilihat penanya", max_length=16, blank=True)
    applied_at = models.DateTimeField("mendaftar", default=timezone.now)
    reviewed_at = models.DateTimeField("diperiksa", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="diperiksa oleh"
    )
    review_note = models.TextField("catatan pemeriksa", blank=True)

    objects = SellerQuerySet.as_manager()

    class Meta:
        verbose_name = "toko"
        verbose_name_plural = "toko"

    def __str__(self) -> str:
        return self.partner.name

    def get_absolute_url(self) -> str:
        """Return the address of its page for buyers."""
        return reverse("sellers:shop", kwargs={"slug": self.partner.code})

    @property
    def is_hub(self) -> bool:
        """Does it sell for several producers, each of whom has to have said so?"""
        return self.kind == self.Kind.HUB

    @property
    def is_listing(self) -> bool:
        """May it put goods on sale? A suspended shop only brings to an end what was bought."""
        return self.status == self.Status.OPEN


OPEN_SHOP = {"seller__status": "open", "seller__partner__is_open": True}
"""What holds of a maker whom outsiders may see; `Producer.is_public` says the same of one at hand."""


class ProducerQuerySet(models.QuerySet["Producer"]):
    def public(self) -> ProducerQuerySet:
        """Return the makers whose shop is open."""
        return self.filter(**OPEN_SHOP)

    def from_village(self, village: Village) -> ProducerQuerySet:
        """Return the makers of one village."""
        return self.filter(village=village)

    def with_consent(self, now: datetime) -> ProducerQuerySet:
        """Say of each as `consent_until` how long her hub may sell for her; None for those who have not said so."""
        live = Consent.objects.live(now).filter(producer=OuterRef("pk"), hub=OuterRef("seller"))
        return self.annotate(consent_until=Subquery(live.order_by("-expires_at").values("expires_at")[:1]))

    def may_be_sold_for(self, user: User, now: datetime) -> ProducerQuerySet:
        """Return those of a hub in whose name this person may act at `now`, herself first, then by name."""
        found = self.with_consent(now).filter(Q(consent_until__isnull=False) | Q(user=user))
        is_herself = Case(When(user=user, then=0), default=1)
        return found.select_related("village", "seller").order_by(is_herself, "name", "pk")


class Producer(models.Model):
    """Who makes. May have no phone and no account; then a hub sells for her."""

    user = models.OneToOneField(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="producer", verbose_name="pengguna"
    )
    name = models.CharField("nama", max_length=100)
    phone = models.CharField("nomor telepon", max_length=16, blank=True)
    village = models.ForeignKey("regions.Village", models.PROTECT, related_name="producers", verbose_name="desa")
    seller = models.ForeignKey(Seller, models.PROTECT, related_name="producers", verbose_name="toko")
    makes = models.CharField("apa yang dibuat", max_length=200)
    story = models.TextField("kisah", blank=True)
    portrait = models.ForeignKey(
        "pictures.Picture", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="foto"
    )

    objects = ProducerQuerySet.as_manager()

    class Meta:
        verbose_name = "produsen"
        verbose_name_plural = "produsen"

    def __str__(self) -> str:
        return self.name

    def is_public(self) -> bool:
        """Say whether outsiders may see her, as `public()` does; load it with her seller and its account."""
        return self.seller.status == Seller.Status.OPEN and self.seller.partner.is_open


from sellers.consent_models import ActedFor as ActedFor
from sellers.consent_models import Consent as Consent
from sellers.consent_models import ConsentLink as ConsentLink
from sellers.import_models import GoodsFile as GoodsFile
from sellers.import_models import GoodsRow as GoodsRow
from sellers.import_models import Pelapak as Pelapak
from sellers.pause_models import Pause as Pause
from sellers.permit_models import Permit as Permit
from sellers.question_models import Question as Question
from sellers.register_models import StockChange as StockChange
from sellers.register_models import Write as Write
from sellers.upload_models import Upload as Upload
from sellers.voice_models import VoiceNote as VoiceNote
