"""The pages that every shop owes its buyers and sellers, and who runs this market: written once, kept by editors."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import Page

from cms.blocks import WORDS
from cms.pages.languages import InBothLanguages
from market.pagecache.public import PublicPage

TEXTS = Path(__file__).parent / "info_texts"


class Info(NamedTuple):
    """One of the pages that stand from the beginning; titles and leads by language."""

    slug: str
    titles: dict[str, str]
    leads: dict[str, str]
    shows_operator: bool = False

    def body(self, language: str) -> str:
        """Return the words it begins with."""
        return (TEXTS / f"{self.slug}.{language}.html").read_text(encoding="utf-8")


PAGES = [
    Info(
        "bantuan-pembeli",
        {"id": "Bantuan untuk pembeli", "en": "Help for buyers"},
        {
            "id": "Cara memesan, membayar, mengikuti kiriman, dan apa yang dilakukan kalau ada yang tidak beres.",
            "en": "How to order, pay and follow a parcel, and what to do when something is not right.",
        },
        True,
    ),
    Info(
        "bantuan-penjual",
        {"id": "Bantuan untuk penjual", "en": "Help for sellers"},
        {
            "id": "Dari mendaftar sampai uang masuk rekening.",
            "en": "From signing up to money in the bank.",
        },
        True,
    ),
    Info(
        "syarat",
        {"id": "Syarat memakai Pasar Hulu", "en": "Terms of use"},
        {
            "id": "Apa yang kita sepakati waktu Anda membeli atau menjual di sini.",
            "en": "What we agree on when you buy or sell here.",
        },
    ),
    Info(
        "pengembalian",
        {"id": "Barang rusak dan uang kembali", "en": "Returns and refunds"},
        {
            "id": "Kapan uang kembali, siapa yang mengirimnya, dan bagaimana memintanya.",
            "en": "When money goes back, who sends it, and how to ask for it.",
        },
        True,
    ),
    Info(
        "privasi",
        {"id": "Data pribadi Anda", "en": "Privacy"},
        {
            "id": "Apa yang kami simpan, untuk apa, siapa yang melihatnya, dan bagaimana menghapusnya.",
            "en": "What we keep, what for, who sees it, and how to have it deleted.",
        },
        True,
    ),
    Info(
        "tentang",
        {"id": "Tentang kami dan pengaduan", "en": "About us and complaints"},
        {
            "id": "Siapa yang menjalankan pasar ini, dan ke mana Anda mengadu.",
            "en": "Who runs this market, and where to complain.",
        },
        True,
    ),
]


class InfoPage(PublicPage, InBothLanguages, Page):
    """Plain words with headings: terms, privacy, returns, help."""

    lead = models.TextField("pembuka", max_length=300, blank=True)
    body = RichTextField("isi", features=WORDS)
    shows_operator = models.BooleanField(
        "tampilkan alamat pengelola",
        default=False,
        help_text="Nama, alamat dan telepon diisi di Pengaturan → Pengelola pasar.",
    )

    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    template = "cms/info.html"
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body"), FieldPanel("shows_operator")]

    class Meta:
        verbose_name = "halaman keterangan"
        verbose_name_plural = "halaman keterangan"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add who runs the market, where the page shows it."""
        operator = Operator.objects.first() if self.shows_operator else None
        return {**super().get_context(request, *args, **kwargs), "operator": operator}


@register_setting(icon="home")
class Operator(BaseGenericSetting):
    """Who runs the market and answers for it, as PP 80/2019 asks of every marketplace."""

    name = models.CharField("nama badan", max_length=150, blank=True, help_text="Contoh: Diskominfo Kabupaten …")
    address = models.TextField("alamat kantor", max_length=300, blank=True)
    phone = models.CharField("telepon / WhatsApp", max_length=40, blank=True)
    email = models.EmailField("email", blank=True)
    hours = models.CharField(
        "jam layanan", max_length=100, blank=True, help_text="Contoh: Senin–Jumat, 08.00–16.00 WITA"
    )
    hours_en = models.CharField("jam layanan dalam bahasa Inggris", max_length=100, blank=True)
    registration = models.CharField(
        "nomor pendaftaran", max_length=100, blank=True, help_text="Nomor tanda daftar PSE atau NIB, bila ada."
    )

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("registration"), FieldPanel("address")], heading="Siapa"),
        MultiFieldPanel(
            [FieldPanel("phone"), FieldPanel("email"), FieldPanel("hours"), FieldPanel("hours_en")],
            heading="Cara menghubungi",
        ),
    ]

    class Meta:
        verbose_name = "pengelola pasar"
        verbose_name_plural = "pengelola pasar"

    def is_reachable(self) -> bool:
        """Say whether anybody could complain with what is filled in."""
        return bool(self.name and (self.address or self.phone or self.email))
