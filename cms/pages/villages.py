"""A village's own page: words and pictures beside its makers, goods, stories, places and events.

It stands at `/desa/<official code>/`, an address that stays put. Wagtail allows no dots in a slug, so the slug is the
code with hyphens, and the page shows itself at the address of `sellers:village`, with that view's template.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from cms.maps.points import OnAMap
from cms.pages.alone import one_page_at_a_time
from cms.pages.bases import AboutAPlace
from cms.pages.contacts import HasAContact
from cms.pages.languages import InBothLanguages
from cms.pages.lists import IndexPage
from cms.regencies.hosts import main_origin
from sellers.views.public import whats_in

NO_SITE = 0


def slug_of(code: str) -> str:
    """Return an official code as Wagtail takes it: 64-02-05-2001."""
    return code.replace(".", "-")


class VillageIndexPage(IndexPage):
    lists = "cms.VillagePage"
    in_order = ("title", "pk")
    subpage_types = ["cms.VillagePage"]
    template = "cms/village_index.html"

    class Meta:
        verbose_name = "daftar desa"
        verbose_name_plural = "daftar desa"


class VillagePage(InBothLanguages, OnAMap, HasAContact, AboutAPlace, Page):
    """What the office tells of a village; made by itself for every village with a seller, a place or a story."""

    found_as = "village"
    village = models.ForeignKey("regions.Village", models.PROTECT, related_name="+", verbose_name="desa/kelurahan")
    lead = models.TextField(
        "pembuka", max_length=300, blank=True, help_text="Satu atau dua kalimat: di mana desa ini, dan apa yang khas."
    )

    parent_page_types = ["cms.VillageIndexPage"]
    subpage_types: list[str] = []
    template = "sellers/village.html"

    content_panels = [
        FieldPanel("title", heading="Nama desa"),
        FieldPanel("village"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        *OnAMap.map_panels,
        FieldPanel("body"),
        *HasAContact.contact_panels,
        *AboutAPlace.trust_panels,
    ]
    promote_panels = [
        MultiFieldPanel([FieldPanel("seo_title"), FieldPanel("search_description")], heading="Untuk mesin pencari")
    ]
    search_fields = [*Page.search_fields, *AboutAPlace.place_search_fields]

    class Meta:
        verbose_name = "halaman desa"
        verbose_name_plural = "halaman desa"

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Take slug and title from the official list."""
        if self.village_id is not None:
            self.slug = slug_of(self.village.pk)
            self.title = self.title or self.village.name
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a second page of the same village."""
        one_page_at_a_time(self, "village", self.village_id)
        same = VillagePage.objects.filter(village_id=self.village_id, locale_id=self.locale_id).exclude(pk=self.pk)
        if self.village_id and same.exists():
            raise ValidationError({"village": "Desa ini sudah punya halaman."})
        super().clean()

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Return where it is: the address by the official code, on the main host whatever tree it stands in."""
        parts = super().get_url_parts(request)
        if parts is None or not self.village_id:
            return parts
        is_there = parts[1] == main_origin() or len({path[0] for path in self._get_site_root_paths(request)}) == 1
        site = (parts[0], parts[1]) if is_there else (NO_SITE, main_origin())
        with translation.override(self.locale.language_code):
            return *site, reverse("sellers:village", args=[self.village_id])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the village's address shows, for the preview of a draft."""
        context = super().get_context(request, *args, **kwargs)
        return {**context, **(whats_in(self.village, "1") if self.village_id else {}), "told_here": self}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead from the slug to the address that stays put."""
        return redirect(self.get_url(request), permanent=True)

    def findable(self) -> dict[str, str] | None:
        """Return what the search finds it by, once there is something to read."""
        return super().findable() if self.has_words() else None

    def has_words(self) -> bool:
        """Say whether an editor has written anything yet."""
        return bool(self.lead or self.body or self.picture_id)
