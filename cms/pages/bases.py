"""What every page about a place has: where it is, a lead, a picture, a body with live products, who answers for it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from modelsearch import index
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.models import PageViewRestriction

from cms.blocks import StoryBody
from cms.blocks.fields import BodyField
from cms.live import live_in
from market.open_pages import open_pages
from market.pictures.shown import with_renditions

CARD_PICTURE = "fill-480x320"


class WithABody(models.Model):
    """A mixin for pages with a lead, a picture and a body with live products."""

    lead = models.TextField(
        "pembuka", max_length=300, help_text="Satu atau dua kalimat yang membuat orang ingin membaca terus."
    )
    picture = models.ForeignKey(
        "pictures.Picture",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="gambar utama",
        help_text="Mendatar, lebar paling sedikit 1200 piksel. Tampil di atas halaman dan di kartu.",
    )
    body = BodyField(
        StoryBody,
        blank=True,
        verbose_name="isi",
        help_text="Sisipkan produk dari pasar: harga dan stoknya selalu mengikuti toko, jangan ditulis dengan tangan.",
    )

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the body shows as it is now, all fetched at once."""
        context = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        context["section_url"] = self.get_parent().get_url(request)  # type: ignore[attr-defined]
        context["live"] = live_in(self.body, [self.picture], self.pk)  # type: ignore[attr-defined]
        return context

    def get_view_restrictions(self) -> models.QuerySet:
        """Return who may see it, in one query; Wagtail asks first for all pages that are above it."""
        if self.alias_of_id:  # type: ignore[attr-defined]
            return super().get_view_restrictions()  # type: ignore[misc]
        if getattr(self, "is_open", False):  # it was asked along with the page
            return PageViewRestriction.objects.none()
        path, step = self.path, self.steplen  # type: ignore[attr-defined]
        above = [path[:length] for length in range(step, len(path) + 1, step)]
        return PageViewRestriction.objects.filter(page__path__in=above)

    def told(self) -> list[str]:
        """Return the words of the body, for the search."""
        return list(self.body.stream_block.get_searchable_content(self.body))


class Answerable(models.Model):
    """A mixin for pages that somebody answers for: what it rests on, which agency, and when it was last read."""

    sources = models.TextField(
        "sumber",
        blank=True,
        help_text="Satu sumber satu baris: siapa, dokumen apa, atau alamat situs. Tampil di bawah tulisan.",
    )
    agency = models.ForeignKey(
        "regions.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dinas penanggung jawab",
        help_text="Dinas yang menjawab bila ada yang bertanya tentang isi halaman ini.",
    )
    last_reviewed = models.DateField(
        "terakhir diperiksa", null=True, blank=True, help_text="Tanggal isinya terakhir dibaca ulang dan masih benar."
    )

    trust_panels: list[Panel] = [
        MultiFieldPanel(
            [FieldPanel("sources"), FieldPanel("agency"), FieldPanel("last_reviewed")],
            heading="Sumber dan penanggung jawab",
        ),
        InlinePanel("corrections", heading="Perbaikan untuk pembaca", label="Perbaikan"),
    ]

    class Meta:
        abstract = True


class AboutAPlace(WithABody, Answerable):
    """A mixin for pages that belong to a village, or at least to a regency."""

    village = models.ForeignKey(
        "regions.Village",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="desa/kelurahan",
        help_text="Boleh kosong bila ceritanya tentang seluruh kabupaten.",
    )
    regency = models.ForeignKey(
        "regions.Regency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"is_member": True},
        verbose_name="kabupaten/kota",
        help_text="Terisi sendiri bila desanya dipilih.",
    )

    found_as = "story"
    findable_with = ("locale", "village__district__regency", "regency")
    place_panels: list[Panel] = [
        MultiFieldPanel([FieldPanel("village"), FieldPanel("regency")], heading="Di mana"),
    ]
    place_search_fields = [
        index.SearchField("lead", boost=2),
        index.SearchField("body"),
        index.SearchField("place_words"),
        index.FilterField("regency_id"),
        index.FilterField("village_id"),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Take the regency from the village; refuse a pair that does not fit."""
        super().clean()
        village = self.village if self.village_id else None  # where it must be there, it raises while it is not
        if village is None:
            return
        regency = village.district.regency
        if self.regency_id is None:
            self.regency = regency
        elif self.regency_id != regency.pk:
            raise ValidationError({"regency": f"Desa ini ada di {regency}. Samakan, atau kosongkan kabupatennya."})

    def findable(self) -> dict[str, str] | None:
        """Return what the search finds it by, once it is published."""
        if not self.live:  # type: ignore[attr-defined]
            return None
        return {
            "kind": self.found_as,
            "language": self.locale.language_code,  # type: ignore[attr-defined]
            "title": self.title,  # type: ignore[attr-defined]
            "lead": self.lead,
            "names": self.place_words(),
            "text": " ".join(self.told()),
        }

    def place_words(self) -> str:
        """Return village, district and regency for the search index."""
        if self.village:
            return f"{self.village} {self.village.district} {self.village.district.regency}"
        return str(self.regency or "")


def about_places(pages: models.QuerySet) -> models.QuerySet:
    """Return pages for everybody with all that a card shows but their pictures' renditions, fetched in one go."""
    return open_pages(pages).select_related("village__district", "regency", "locale", "picture").defer("body")


def as_cards(pages: models.QuerySet) -> models.QuerySet:
    """Return pages for everybody with all that a card shows."""
    return about_places(pages).prefetch_related(with_renditions("picture", CARD_PICTURE))
