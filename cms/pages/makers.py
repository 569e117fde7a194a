"""A maker's own page: who she is, in her own words, with her goods and her village."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest
from modelsearch import index
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from cms import graph
from cms.graph.near import around_page
from cms.pages.alone import one_page_at_a_time
from cms.pages.bases import AboutAPlace
from cms.pages.languages import InBothLanguages
from cms.pages.lists import IndexPage
from market.pagecache.public import PublicPage
from sellers.models import OPEN_SHOP


class MakerIndexPage(IndexPage):
    lists = "cms.MakerPage"
    comes_with = (*IndexPage.comes_with, "producer__seller__partner", "producer__portrait")
    in_order = ("title", "pk")
    subpage_types = ["cms.MakerPage"]
    template = "cms/maker_index.html"

    class Meta:
        verbose_name = "daftar pembuat"
        verbose_name_plural = "daftar pembuat"

    def shown(self) -> Any:
        """Return the makers whose shop is open."""
        return super().shown().filter(**{f"producer__{name}": value for name, value in OPEN_SHOP.items()})


class MakerPage(PublicPage, InBothLanguages, AboutAPlace, Page):
    """One maker, told by the office with her consent while her shop is open; her village is that of her account."""

    found_as = "maker"
    producer = models.ForeignKey(
        "sellers.Producer",
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="produsen",
        help_text="Yang sudah terdaftar sebagai penjual. Barangnya tampil sendiri di halaman ini.",
    )
    voice = models.TextField(
        "ucapannya",
        max_length=500,
        blank=True,
        help_text="Satu atau dua kalimat dengan kata-katanya sendiri. Minta izinnya sebelum diterbitkan.",
    )

    parent_page_types = ["cms.MakerIndexPage"]
    subpage_types: list[str] = []
    template = "cms/maker.html"

    content_panels = [
        TitleFieldPanel("title", heading="Nama"),
        FieldPanel("producer"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        MultiFieldPanel([FieldPanel("voice")], heading="Dengan suaranya sendiri"),
        FieldPanel("body"),
        *AboutAPlace.trust_panels,
    ]
    search_fields = [*Page.search_fields, *AboutAPlace.place_search_fields, index.SearchField("voice")]

    class Meta:
        verbose_name = "halaman pembuat"
        verbose_name_plural = "halaman pembuat"

    def clean(self) -> None:
        """Take the village from her account; refuse a second page of the same maker."""
        if self.producer is not None:
            self.village, self.regency = self.producer.village, self.producer.village.district.regency
            one_page_at_a_time(self, "producer", self.producer_id)
            same = MakerPage.objects.filter(producer_id=self.producer_id, locale_id=self.locale_id)
            if same.exclude(pk=self.pk).exists():
                raise ValidationError({"producer": "Produsen ini sudah punya halaman."})
        super().clean()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add her goods while her shop is open, and where she is told of."""
        maker = self.producer if self.is_told() else None
        near = around_page(self, request)
        return {
            **super().get_context(request, *args, **kwargs),
            "maker": maker,
            "hers": graph.goods_by(maker, self) if maker else [],
            "stories": graph.stories_of_maker(self),
            "places": near.places,
            "events": near.events,
            "routes": graph.routes_through(self),
        }

    def is_told(self) -> bool:
        """Say whether outsiders may read of her: while her shop is open."""
        return self.producer is not None and self.producer.is_public()

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find nothing once her shop is closed; the page itself is taken down soon after (`closing.py`)."""
        if not self.is_told():
            raise Http404
        return super().route(request, path_components)

    def told(self) -> list[str]:
        """Return her own words and those of the body, for the search."""
        return [self.voice, *super().told()]
