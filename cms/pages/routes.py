"""Routes: a weekend through places, makers, villages and events, stop by stop."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, PageChooserPanel, TitleFieldPanel
from wagtail.models import Orderable, Page

from cms import graph
from cms.graph import stops as journeys
from cms.graph.near import around_page
from cms.pages.bases import AboutAPlace
from cms.pages.contacts import HasAContact
from cms.pages.languages import InBothLanguages
from cms.pages.lists import IndexPage
from market.pagecache.public import PublicPage

STOPS = ["cms.DestinationPage", "cms.MakerPage", "cms.EventPage", "cms.VillagePage"]


class RouteIndexPage(IndexPage):
    lists = "cms.RoutePage"
    subpage_types = ["cms.RoutePage"]
    template = "cms/route_index.html"

    class Meta:
        verbose_name = "daftar rute"
        verbose_name_plural = "daftar rute"


class RoutePage(PublicPage, InBothLanguages, HasAContact, AboutAPlace, Page):
    """An itinerary; each stop is a page of ours or free words."""

    found_as = "route"
    length = models.CharField("lamanya", max_length=60, blank=True, help_text="Contoh: 2 hari 1 malam")
    season = models.CharField(
        "waktu terbaik", max_length=100, blank=True, help_text="Contoh: Januari–Mei, saat danau penuh"
    )
    cost = models.CharField("kira-kira biayanya", max_length=100, blank=True, help_text="Contoh: Rp850.000 per orang")

    parent_page_types = ["cms.RouteIndexPage"]
    subpage_types: list[str] = []
    template = "cms/route.html"

    content_panels = [
        TitleFieldPanel("title", heading="Nama rute"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        *AboutAPlace.place_panels,
        FieldRowPanel([FieldPanel("length"), FieldPanel("season"), FieldPanel("cost")]),
        FieldPanel("body"),
        InlinePanel("stops", heading="Singgahan, berurutan", label="Singgahan", max_num=30),
        *HasAContact.contact_panels,
        *AboutAPlace.trust_panels,
    ]
    search_fields = [*Page.search_fields, *AboutAPlace.place_search_fields]

    class Meta:
        verbose_name = "rute"
        verbose_name_plural = "rute"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the stops by day, and what to buy on the way."""
        return {
            **super().get_context(request, *args, **kwargs),
            "days": journeys.days_of(self),
            "goods": graph.goods_near(self),
            "stories": graph.stories_about(self),
            "events": around_page(self, request).events,
        }

    def told(self) -> list[str]:
        """Return the words of the stops and of the body, for the search."""
        return [*(f"{stop.title} {stop.text}" for stop in self.stops.all()), *super().told()]


class RouteStop(Orderable):
    """One stop, and how one gets there from the stop before."""

    route = ParentalKey(RoutePage, on_delete=models.CASCADE, related_name="stops")
    day = models.PositiveSmallIntegerField("hari ke-", default=1, validators=[MinValueValidator(1, "Mulai dari 1.")])
    place = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="halaman",
        help_text="Tempat wisata, pembuat, acara atau desa. Kosongkan bila cukup dengan nama.",
    )
    title = models.CharField(
        "nama singgahan",
        max_length=100,
        blank=True,
        help_text="Wajib bila tidak ada halamannya. Contoh: Dermaga Kota Bangun",
    )
    text = models.TextField("apa yang dilakukan", max_length=500, blank=True)
    getting_there = models.CharField(
        "cara ke sini", max_length=200, blank=True, help_text="Dari singgahan sebelumnya. Contoh: naik ces, Rp50.000"
    )
    hours = models.DecimalField(
        "berapa jam ke sini", max_digits=4, decimal_places=1, null=True, blank=True, help_text="Contoh: 1,5"
    )

    panels = [
        FieldRowPanel([FieldPanel("day"), FieldPanel("hours")]),
        FieldPanel("getting_there"),
        PageChooserPanel("place", STOPS),
        FieldPanel("title"),
        FieldPanel("text"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "singgahan"
        verbose_name_plural = "singgahan"

    def clean(self) -> None:
        """Refuse a stop of which nobody knows what it is."""
        super().clean()
        if not (self.place_id or self.title):
            raise ValidationError({"title": "Tulis nama singgahannya, atau pilih halamannya."})
