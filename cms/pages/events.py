"""Events of villages and of the regency: when, where, how often."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page

from cms import graph
from cms.events import calendar
from cms.graph.near import around_page
from cms.maps.points import OnAMap
from cms.pages.bases import AboutAPlace, as_cards
from cms.pages.languages import InBothLanguages
from cms.pages.lists import PER_PAGE, IndexPage
from market.pagecache.public import PublicPage


class EventIndexPage(IndexPage):
    lists = "cms.EventPage"
    subpage_types = ["cms.EventPage"]
    template = "cms/event_index.html"

    class Meta:
        verbose_name = "daftar acara"
        verbose_name_plural = "daftar acara"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what comes, the next first, and beneath it what has been."""
        coming, over = calendar.coming_and_over(as_cards(self.shown()), timezone.now())
        pages = Paginator(over.order_by("-starts_at", "-pk"), PER_PAGE)
        context = super(IndexPage, self).get_context(request, *args, **kwargs)  # its cards are others
        return {**context, "coming": coming, "cards": pages.get_page(request.GET.get("page"))}


class EventPage(PublicPage, InBothLanguages, OnAMap, AboutAPlace, Page):
    """One event, or one that comes again; times are those of the clock here (WITA)."""

    class Repeats(models.TextChoices):
        NO = "", _("sekali saja")
        DAILY = "daily", _("setiap hari")
        WEEKLY = "weekly", _("setiap minggu")
        MONTHLY = "monthly", _("setiap bulan")
        YEARLY = "yearly", _("setiap tahun")

    found_as = "event"
    starts_at = models.DateTimeField("mulai", help_text="Waktu setempat (WITA).")
    ends_at = models.DateTimeField("selesai", null=True, blank=True, help_text="Boleh kosong.")
    repeats = models.CharField(
        "berulang",
        max_length=7,
        blank=True,
        choices=Repeats,
        default=Repeats.NO,
        help_text="Setiap bulan berarti pada tanggal yang sama; bulan yang tidak punya tanggal itu dilewati.",
    )
    repeats_until = models.DateField(
        "berulang sampai", null=True, blank=True, help_text="Hari terakhirnya. Kosongkan bila belum tahu."
    )
    where = models.CharField("tempat", max_length=200, blank=True, help_text="Contoh: halaman kantor desa")
    fee = models.CharField("biaya", max_length=100, blank=True, help_text="Contoh: gratis; Rp25.000 per orang")
    contact = models.CharField(
        "kontak yang tampil", max_length=150, blank=True, help_text="Contoh: Bu Lina, 0812 3456 7890"
    )

    parent_page_types = ["cms.EventIndexPage"]
    subpage_types: list[str] = []
    template = "cms/event.html"

    content_panels = [
        TitleFieldPanel("title", heading="Nama acara"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldRowPanel([FieldPanel("repeats"), FieldPanel("repeats_until")]),
            ],
            heading="Kapan",
        ),
        FieldPanel("where"),
        *AboutAPlace.place_panels,
        *OnAMap.map_panels,
        FieldRowPanel([FieldPanel("fee"), FieldPanel("contact")]),
        FieldPanel("body"),
        *AboutAPlace.trust_panels,
    ]
    search_fields = [
        *Page.search_fields,
        *AboutAPlace.place_search_fields,
        index.SearchField("where"),
        index.FilterField("starts_at"),
    ]

    class Meta:
        verbose_name = "acara"
        verbose_name_plural = "acara"

    def clean(self) -> None:
        """Refuse an end before the beginning, and a repetition that ends before it begins."""
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": "Selesainya sebelum mulai. Periksa tanggal dan jamnya."})
        if self.starts_at and self.repeats_until and self.repeats_until < self.first_day:
            raise ValidationError({"repeats_until": "Tanggal ini sebelum acaranya mulai."})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the next times that it takes place, and what else there is around."""
        near = around_page(self, request)
        return {
            **super().get_context(request, *args, **kwargs),
            "times": calendar.next_times(self, timezone.now(), most=4),
            "goods": graph.goods_near(self),
            "stories": graph.stories_about(self),
            "makers": near.makers,
            "places": near.places,
            "routes": graph.routes_through(self),
        }

    @property
    def first_day(self) -> date:
        """The day on which it begins, here."""
        return timezone.localtime(self.starts_at).date()

    def next_time(self, now: datetime) -> tuple[datetime, datetime | None] | None:
        """Return when it is or begins next, none when it is over."""
        return next(iter(calendar.next_times(self, now, most=1)), None)

    def told(self) -> list[str]:
        """Return where it is and the words of the body, for the search."""
        return [self.where, *super().told()]
