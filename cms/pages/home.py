"""The front door of the region."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.templatetags.static import static
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel, TitleFieldPanel
from wagtail.models import Orderable, Page, PageViewRestriction
from wagtail.url_routing import RouteResult

from cms.graph import home
from cms.pages.languages import InBothLanguages
from cms.regencies.colours import Colours
from cms.regencies.panels import OnlyOfRegencies
from market.pagecache.public import PublicPage


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

    regency = models.ForeignKey(
        "regions.Regency",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="kabupaten/kota",
        help_text="Kosong pada beranda Pasar Hulu sendiri.",
    )
    tagline = models.CharField(
        "semboyan", max_length=80, blank=True, help_text="Tampil di bawah nama kabupaten. Contoh: Hulu Mahakam"
    )
    arms = models.ForeignKey(
        "pictures.Picture",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="lambang",
        help_text="Persegi atau tegak, tinggi paling sedikit 200 piksel. Tampil di samping nama kabupaten.",
    )
    colours = models.CharField("warna", max_length=10, blank=True, choices=Colours, default=Colours.RIVER)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "cms.StoryIndexPage",
        "cms.DestinationIndexPage",
        "cms.EventIndexPage",
        "cms.RouteIndexPage",
        "cms.VillageIndexPage",
        "cms.MakerIndexPage",
        "cms.AgencyIndexPage",
        "cms.InfoPage",
        "cms.FormPage",
    ]
    template = "cms/home.html"

    content_panels = [
        TitleFieldPanel("title", heading="Judul besar"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        OnlyOfRegencies([FieldPanel("tagline"), FieldPanel("arms"), FieldPanel("colours")], heading="Wajah kabupaten"),
        InlinePanel("highlights", heading="Cerita pilihan", label="Cerita", max_num=3),
    ]

    class Meta:
        verbose_name = "beranda"
        verbose_name_plural = "beranda"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add goods, makers' villages, stories and places."""
        return {**super().get_context(request, *args, **kwargs), **home.shelves(self)}

    def colours_file(self) -> str:
        """Return the address of the style sheet with the regency's colours."""
        return static(f"css/colours/{self.colours}.css")

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """Return the market's own front door, or that of a regency."""
        return "cms/regencies/home.html" if self.regency_id else super().get_template(request, *args, **kwargs)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the list that an address begins with at once."""
        from cms.tree.sections import section_below

        section = section_below(self, path_components[0]) if path_components else None
        return section.route(request, path_components[1:]) if section else super().route(request, path_components)

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
