"""Agencies of the regency (OPD): what each does for people, and how it is reached."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page

from cms import graph
from cms.maps.points import OnAMap
from cms.pages.bases import WithABody
from cms.pages.languages import InBothLanguages
from cms.pages.lists import IndexPage
from market.open_pages import open_pages
from market.pagecache.public import PublicPage


class AgencyIndexPage(IndexPage):
    lists = "cms.AgencyPage"
    comes_with = ("agency__regency", "picture", "locale")
    subpage_types = ["cms.AgencyPage"]
    template = "cms/agency_index.html"

    class Meta:
        verbose_name = "daftar dinas"
        verbose_name_plural = "daftar dinas"

    def cards(self) -> Any:
        """Return the agencies by name."""
        return open_pages(self.shown()).select_related("agency__regency", "locale").order_by("title")


class AgencyPage(PublicPage, InBothLanguages, OnAMap, WithABody, Page):
    """One agency. Phone and address are written once, in its own row, and shown wherever it is named."""

    agency = models.ForeignKey(
        "regions.Agency", models.PROTECT, null=True, related_name="+", verbose_name="dinas (OPD)"
    )
    lead = models.TextField(
        "tugasnya", max_length=300, blank=True, help_text="Satu atau dua kalimat: apa yang dikerjakan dinas ini."
    )
    hours = models.CharField(
        "jam layanan", max_length=100, blank=True, help_text="Contoh: Senin–Jumat, 08.00–16.00 WITA"
    )
    email = models.EmailField("email", blank=True)
    website = models.URLField("situs", blank=True)

    parent_page_types = ["cms.AgencyIndexPage"]
    subpage_types: list[str] = []
    template = "cms/agency.html"

    content_panels = [
        TitleFieldPanel("title", heading="Nama dinas"),
        FieldPanel("agency"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("hours"), FieldPanel("email"), FieldPanel("website")], heading="Cara menghubungi"),
        *OnAMap.map_panels,
    ]

    class Meta:
        verbose_name = "halaman dinas"
        verbose_name_plural = "halaman dinas"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the newest stories that it answers for."""
        return {**super().get_context(request, *args, **kwargs), "stories": graph.told_by(self)}
