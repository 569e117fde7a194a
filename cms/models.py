"""The pages of the region: home, stories, places to visit. Stock Wagtail pages; where they may stand is fixed here."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelsearch import index
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel, TitleFieldPanel
from wagtail.models import Orderable, Page, PageViewRestriction
from wagtail.url_routing import RouteResult

from cms import home
from cms.info import InfoPage as InfoPage
from cms.info import Operator as Operator
from cms.languages import InBothLanguages
from cms.places import AboutAPlace, cards_below
from market.pagecache.public import PublicPage

PER_PAGE = 12


def today() -> date:
    """Return the date here, for a new story."""
    return timezone.localdate()


class HomePage(PublicPage, InBothLanguages, Page):
    """The front door: a few words and a picture of the region; the goods and stories below come by themselves."""

    lead = models.TextField(
        "kalimat sambutan", max_length=300, blank=True, help_text="Satu atau dua kalimat di bawah judul besar."
    )
    picture = models.ForeignKey(
        "pictures.Picture",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="gambar utama",
        help_text="Mendatar, lebar paling sedikit 1200 piksel.",
    )

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.StoryIndexPage", "cms.DestinationIndexPage", "cms.InfoPage"]
    template = "cms/home.html"

    content_panels = [
        TitleFieldPanel("title", heading="Judul besar"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        InlinePanel("highlights", heading="Cerita pilihan", label="Cerita", max_num=3),
    ]

    class Meta:
        verbose_name = "beranda"
        verbose_name_plural = "beranda"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add goods, makers' villages, stories and places."""
        return {**super().get_context(request, *args, **kwargs), **home.shelves(self)}

    def get_view_restrictions(self) -> models.QuerySet:
        """Return who may see it, in one query; Wagtail asks first for all that is above, here just the root."""
        if self.alias_of_id or self.depth > home.DEPTH:
            return super().get_view_restrictions()
        return PageViewRestriction.objects.filter(page__path__in=[self.path, self.path[: -self.steplen]])


class Highlight(Orderable):
    """A story that the home page shows first."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="highlights")
    story = models.ForeignKey("cms.StoryPage", models.CASCADE, related_name="+", verbose_name="cerita")

    panels = [PageChooserPanel("story", "cms.StoryPage")]

    class Meta(Orderable.Meta):
        verbose_name = "cerita pilihan"
        verbose_name_plural = "cerita pilihan"


class IndexPage(PublicPage, InBothLanguages, Page):
    """A page that lists what is below it, newest first."""

    lead = models.TextField("pembuka", max_length=300, blank=True)

    lists = ""
    newest_first = "-first_published_at"
    content_panels = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types = ["cms.HomePage"]
    max_count_per_parent = 1

    class Meta:
        abstract = True

    @property
    def listed(self) -> type[Page]:
        """Return the kind of page that stands below."""
        return self._meta.apps.get_model(self.lists)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a page below with its village and picture in one query instead of seven."""
        if len(path_components) == 1:
            below = self.listed.objects.child_of(self).filter(slug=path_components[0])
            page = below.select_related("village__district__regency", "regency", "picture", "locale").first()
            if page is not None:
                page._cached_parent_obj = self
                return page.route(request, [])
        return super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add one page of cards; a wrong page number shows the nearest."""
        context = super().get_context(request, *args, **kwargs)
        below = cards_below(self, self.listed).order_by(self.newest_first, "-pk")
        context["cards"] = Paginator(below, PER_PAGE).get_page(request.GET.get("page"))
        return context


class StoryIndexPage(IndexPage):
    lists = "cms.StoryPage"
    newest_first = "-date"
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


class DestinationIndexPage(IndexPage):
    lists = "cms.DestinationPage"
    subpage_types = ["cms.DestinationPage"]
    template = "cms/destination_index.html"

    class Meta:
        verbose_name = "daftar tempat wisata"
        verbose_name_plural = "daftar tempat wisata"


class DestinationPage(PublicPage, InBothLanguages, AboutAPlace, Page):
    """A place worth the journey."""

    found_as = "place"
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
        FieldPanel("body"),
        FieldPanel("how_to_get_there"),
    ]
    search_fields = [
        *Page.search_fields,
        *AboutAPlace.place_search_fields,
        index.SearchField("how_to_get_there"),
    ]

    class Meta:
        verbose_name = "tempat wisata"
        verbose_name_plural = "tempat wisata"
