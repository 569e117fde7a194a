"""Stories of villages, their people and what they make."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from modelsearch import index
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page

from cms import graph
from cms.languages import InBothLanguages
from cms.pages.lists import IndexPage
from cms.places import AboutAPlace
from market.attribution.panels import SoldPanel
from market.pagecache.public import PublicPage


def today() -> date:
    """Return the date here, for a new story."""
    return timezone.localdate()


class StoryIndexPage(IndexPage):
    lists = "cms.StoryPage"
    in_order = ("-date", "-pk")
    subpage_types = ["cms.StoryPage"]
    template = "cms/story_index.html"

    class Meta:
        verbose_name = "daftar cerita"
        verbose_name_plural = "daftar cerita"


class StoryPage(PublicPage, InBothLanguages, AboutAPlace, Page):
    """A story of a village, its people and what they make, with their goods in it."""

    date = models.DateField("tanggal", default=today)
    author = models.CharField("penulis", max_length=100, blank=True, help_text="Contoh: Rina, Diskominfo Kukar")

    parent_page_types = ["cms.StoryIndexPage"]
    subpage_types: list[str] = []
    template = "cms/story.html"

    content_panels = [
        TitleFieldPanel("title", heading="Judul"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        *AboutAPlace.place_panels,
        MultiFieldPanel([FieldPanel("date"), FieldPanel("author")], heading="Kapan dan oleh siapa"),
        FieldPanel("body"),
        *AboutAPlace.trust_panels,
        SoldPanel(heading="Yang terjual lewat cerita ini"),
    ]
    search_fields = [
        *Page.search_fields,
        *AboutAPlace.place_search_fields,
        index.SearchField("author"),
        index.FilterField("date"),
    ]

    class Meta:
        verbose_name = "cerita"
        verbose_name_plural = "cerita"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add who makes, where to go and what comes where the story is from."""
        context = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "makers": graph.makers_near(self),
            "places": graph.places_near(self),
            "events": graph.events_near(self),
        }
