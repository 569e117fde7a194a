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
from cms.graph.near import around_page
from cms.pages.bases import AboutAPlace
from cms.pages.choices import TickedField
from cms.pages.languages import InBothLanguages
from cms.pages.lists import IndexPage
from cms.pages.topics import PARAMETER, Topic, topic_of, topics_told
from market.attribution.panels import SoldPanel
from market.open_pages import open_pages
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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the topics that there are stories of, and the one that is asked for."""
        context = super().get_context(request, *args, **kwargs)
        topics = topics_told(open_pages(self.shown()))
        return {**context, "topics": topics, "topic": topic_of(request.GET.get(PARAMETER, ""))}

    def cards_for(self, request: HttpRequest) -> Any:
        """Return the stories of the topic that is asked for, else all."""
        topic = topic_of(request.GET.get(PARAMETER, ""))
        return self.cards().filter(topics__contains=[topic]) if topic else self.cards()


class StoryPage(PublicPage, InBothLanguages, AboutAPlace, Page):
    """A story of a village, its people and what they make, with their goods in it."""

    date = models.DateField("tanggal", default=today)
    author = models.CharField("penulis", max_length=100, blank=True, help_text="Contoh: Rina, Diskominfo Kukar")
    topics = TickedField(
        models.CharField(max_length=12, choices=Topic),
        blank=True,
        default=list,
        verbose_name="tema",
        help_text="Satu atau dua sudah cukup. Pembaca bisa mencari dan berlangganan cerita menurut temanya.",
    )

    parent_page_types = ["cms.StoryIndexPage"]
    subpage_types: list[str] = []
    template = "cms/story.html"

    content_panels = [
        TitleFieldPanel("title", heading="Judul"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        *AboutAPlace.place_panels,
        MultiFieldPanel([FieldPanel("date"), FieldPanel("author")], heading="Kapan dan oleh siapa"),
        FieldPanel("topics", heading="Tema"),
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
        near = around_page(self, request)
        return {
            **context,
            "from_here": graph.goods_from_here(self, but=context["live"].goods_shown()),
            "makers": near.makers,
            "places": near.places,
            "events": near.events,
        }

    def topics_in_order(self) -> list[Topic]:
        """Return what it is about, in the order of the list."""
        return [topic for topic in Topic if topic.value in (self.topics or [])]

    def told(self) -> list[str]:
        """Return its topics and the words of the body, for the search."""
        return [*(str(topic.label) for topic in self.topics_in_order()), *super().told()]
