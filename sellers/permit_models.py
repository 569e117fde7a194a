"""Papers that a shop shows. What staff have seen of them stands beside the goods, until it runs out or changes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from catalogue.models import Product
    from market.regions.models import Regency


def private_storage() -> Storage:
    """Return the storage that no address leads to."""
    return storages["originals"]


class PermitQuerySet(models.QuerySet["Permit"]):
    def waiting(self) -> PermitQuerySet:
        """Return what an operator has yet to look at, oldest first."""
        return self.filter(state=Permit.State.WAITING).order_by("submitted_at", "pk")

    def kept(self) -> PermitQuerySet:
        """Return all but what was taken back."""
        return self.exclude(state=Permit.State.TAKEN_BACK)

    def in_force(self, today: date) -> PermitQuerySet:
        """Return what staff have seen and has not run out on `today`."""
        lasts = Q(valid_until__isnull=True) | Q(valid_until__gte=today)
        return self.filter(lasts, state=Permit.State.SEEN)

    def covering(self, product: Product) -> PermitQuerySet:
        """Return what is about a product, or about all of its shop."""
        about_it = Permit.products.through.objects.filter(product_id=product.pk).values("permit_id")
        return self.filter(Q(kind=Permit.Kind.NIB) | Q(pk__in=about_it), seller_id=product.seller_id)

    def in_regency(self, regency: Regency) -> PermitQuerySet:
        """Return the permits of the shops of one regency."""
        return self.filter(seller__partner__village__district__regency=regency)


class Permit(models.Model):
    """An izin: what a shop may show of it, and whether staff have looked at it. A NIB is about the whole shop."""

    class Kind(models.TextChoices):
        NIB = "nib", _("NIB (nomor induk berusaha)")
        PIRT = "pirt", _("P-IRT (pangan rumah tangga)")
        MD = "md", _("BPOM MD (pangan olahan dalam negeri)")
        ML = "ml", _("BPOM ML (pangan olahan luar negeri)")
        HALAL = "halal", _("Sertifikat halal")
        OTHER = "other", _("Izin lain")

    class State(models.TextChoices):
        WAITING = "waiting", "menunggu dilihat petugas"
        SEEN = "seen", "sudah dilihat petugas"
        REFUSED = "refused", "perlu diperbaiki"
        TAKEN_BACK = "taken_back", "ditarik"

    seller = models.ForeignKey("sellers.Seller", models.PROTECT, related_name="permits", verbose_name="toko")
    kind = models.CharField("jenis", max_length=5, choices=Kind)
    name = models.CharField("nama izin", max_length=80, blank=True)
    number = models.CharField("nomor", max_length=60)
    valid_until = models.DateField("berlaku sampai", null=True, blank=True)
    photo = models.FileField("foto", storage=private_storage, upload_to="izin/", max_length=200)
    products = models.ManyToManyField("catalogue.Product", related_name="permits", blank=True, verbose_name="produk")
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.WAITING)
    submitted_at = models.DateTimeField("dikirim", default=timezone.now)
    checked_at = models.DateTimeField("dilihat", null=True, blank=True)
    checked_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="dilihat oleh"
    )
    checked_office = models.CharField("petugas dari", max_length=100, blank=True)
    note = models.TextField("catatan petugas", blank=True)

    objects = PermitQuerySet.as_manager()

    class Meta:
        verbose_name = "izin"
        verbose_name_plural = "izin"
        constraints = [
            models.UniqueConstraint(
                fields=["seller", "kind", "number"],
                condition=~Q(state="taken_back"),
                name="sellers_permit_is_kept_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="seen") | Q(checked_at__isnull=False), name="sellers_seen_permit_says_when"
            ),
        ]
        indexes = [models.Index(fields=["submitted_at"], name="sellers_permits_waiting", condition=Q(state="waiting"))]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def title(self) -> str:
        """What it is called: its kind, or the name that was given to another kind."""
        return self.name or str(self.get_kind_display())

    @property
    def is_about_the_shop(self) -> bool:
        """Is it about all that the shop sells?"""
        return self.kind == self.Kind.NIB

    def has_run_out(self, today: date) -> bool:
        """Is it past its last day?"""
        return self.valid_until is not None and self.valid_until < today
