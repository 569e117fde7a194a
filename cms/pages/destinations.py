"""Places worth the journey, in the words of the ministry's tourism villages (desa wisata)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page

from cms import graph
from cms.graph.near import around_page
from cms.maps.points import OnAMap
from cms.pages.bases import AboutAPlace
from cms.pages.choices import TickedField
from cms.pages.contacts import HasAContact
from cms.pages.languages import InBothLanguages
from cms.pages.lists import IndexPage
from market.pagecache.public import PublicPage


class DestinationIndexPage(IndexPage):
    lists = "cms.DestinationPage"
    subpage_types = ["cms.DestinationPage"]
    template = "cms/destination_index.html"

    class Meta:
        verbose_name = "daftar tempat wisata"
        verbose_name_plural = "daftar tempat wisata"


class TourismClass(models.TextChoices):
    """The four classes of a desa wisata (Kemenparekraf, Pedoman Desa Wisata)."""

    PIONEER = "rintisan", _("rintisan")
    GROWING = "berkembang", _("berkembang")
    ADVANCED = "maju", _("maju")
    INDEPENDENT = "mandiri", _("mandiri")


class Attraction(models.TextChoices):
    """What draws people (the three kinds that the ministry counts)."""

    NATURE = "alam", _("alam")
    CULTURE = "budaya", _("budaya")
    MADE = "buatan", _("buatan manusia")


class Access(models.TextChoices):
    CAR = "mobil", _("mobil")
    MOTORBIKE = "motor", _("sepeda motor")
    BOAT = "perahu", _("perahu")
    FOOT = "jalan-kaki", _("jalan kaki")


class Amenity(models.TextChoices):
    TOILET = "toilet", _("toilet")
    PARKING = "parkir", _("tempat parkir")
    HOMESTAY = "homestay", _("penginapan warga")
    FOOD = "makan", _("warung makan")
    PRAYER = "musala", _("musala")
    LIGHT = "penerangan", _("listrik malam")
    SIGNAL = "sinyal", _("sinyal telepon")
    GUIDE = "pemandu", _("pemandu")
    SHELTER = "berteduh", _("tempat berteduh")
    RAMP = "kursi-roda", _("bisa dilewati kursi roda")


MONTHS = [
    (1, _("Januari")), (2, _("Februari")), (3, _("Maret")), (4, _("April")), (5, _("Mei")), (6, _("Juni")),
    (7, _("Juli")), (8, _("Agustus")), (9, _("September")), (10, _("Oktober")), (11, _("November")),
    (12, _("Desember")),
]  # fmt: skip


class DestinationPage(PublicPage, InBothLanguages, OnAMap, HasAContact, AboutAPlace, Page):
    """A place worth the journey."""

    found_as = "place"
    tourism_class = models.CharField(
        "kelas desa wisata",
        max_length=10,
        blank=True,
        choices=TourismClass,
        help_text="Menurut SK bupati. Kosongkan bila bukan desa wisata.",
    )
    attraction = models.CharField("daya tarik", max_length=10, blank=True, choices=Attraction)
    access = TickedField(
        models.CharField(max_length=12, choices=Access),
        blank=True,
        default=list,
        verbose_name="dapat dicapai dengan",
    )
    amenities = TickedField(
        models.CharField(max_length=12, choices=Amenity),
        blank=True,
        default=list,
        verbose_name="yang tersedia",
        help_text="Centang hanya yang benar-benar ada dan bisa dipakai tamu hari ini.",
    )
    open_months = TickedField(
        models.PositiveSmallIntegerField(choices=MONTHS),
        blank=True,
        default=list,
        verbose_name="bulan buka",
        help_text="Kosongkan bila buka sepanjang tahun.",
    )
    opening_hours = models.CharField(
        "jam buka", max_length=100, blank=True, help_text="Contoh: setiap hari 08.00–17.00 WITA"
    )
    fee = models.CharField("biaya masuk", max_length=100, blank=True, help_text="Contoh: Rp10.000 per orang")
    homestay_rooms = models.PositiveSmallIntegerField("jumlah kamar penginapan warga", null=True, blank=True)
    homestay_price = models.PositiveIntegerField(
        "harga per malam mulai dari (rupiah)", null=True, blank=True, help_text="Angka saja. Contoh: 150000"
    )
    how_to_get_there = models.TextField(
        "cara ke sana",
        blank=True,
        help_text="Dari kota terdekat: naik apa, berapa jam, kira-kira berapa biayanya, bulan apa airnya surut.",
    )

    parent_page_types = ["cms.DestinationIndexPage"]
    subpage_types: list[str] = []
    template = "cms/destination.html"

    content_panels = [
        TitleFieldPanel("title", heading="Nama tempat"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        *AboutAPlace.place_panels,
        *OnAMap.map_panels,
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("tourism_class"), FieldPanel("attraction")]),
                FieldPanel("amenities"),
                FieldRowPanel([FieldPanel("opening_hours"), FieldPanel("fee")]),
                FieldPanel(
                    "open_months",
                    help_text="Centang bulan bukanya; di bulan lain tutup. Kosongkan bila buka sepanjang tahun.",
                ),
            ],
            heading="Yang perlu diketahui tamu",
        ),
        MultiFieldPanel([FieldPanel("access"), FieldPanel("how_to_get_there")], heading="Cara ke sana"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("homestay_rooms"), FieldPanel("homestay_price")])], heading="Penginapan warga"
        ),
        *HasAContact.contact_panels,
        *AboutAPlace.trust_panels,
    ]
    search_fields = [
        *Page.search_fields,
        *AboutAPlace.place_search_fields,
        index.SearchField("how_to_get_there"),
    ]

    class Meta:
        verbose_name = "tempat wisata"
        verbose_name_plural = "tempat wisata"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what is ticked, in the order in which we list it, and what else there is around."""
        near = around_page(self, request)
        return {
            **super().get_context(request, *args, **kwargs),
            "amenities": _ticked(Amenity.choices, self.amenities),
            "access": _ticked(Access.choices, self.access),
            "months": _ticked(MONTHS, self.open_months),
            "goods": graph.goods_near(self),
            "stories": graph.stories_about(self),
            "makers": near.makers,
            "events": near.events,
            "routes": graph.routes_through(self),
        }

    def told(self) -> list[str]:
        """Return the words of the body and of the way there, for the search."""
        return [*super().told(), self.how_to_get_there]


def _ticked(choices: Any, ticked: list[Any]) -> list[tuple[Any, Any]]:
    return [(value, words) for value, words in choices if value in (ticked or [])]
