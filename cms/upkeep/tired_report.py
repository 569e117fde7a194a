"""The report of tired blocks at /kelola/reports/: only pages that the editor may change."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from cms.upkeep.reports import OfficeReport
from cms.upkeep.tired import MOST, tired_pages

TITLE = "Cerita dengan produk yang habis atau hilang"


class TiredStoriesView(OfficeReport):
    below = "reports/cerita-lelah/"
    page_title = TITLE
    header_icon = "warning"
    index_url_name = "tired_stories"
    index_results_url_name = "tired_stories_results"
    results_template_name = "cms/office/tired_results.html"
    list_export = ["title", "tired_words", "last_published_at"]
    export_headings = {"title": "Judul", "tired_words": "Yang perlu diperbaiki", "last_published_at": "Terbit"}

    def get_queryset(self) -> QuerySet[Page]:
        """Return the published pages of this editor that have tired blocks, those published last first."""
        pages = self.hers().filter(live=True)
        self.tired = tired_pages(pages)
        self.queryset = pages.filter(pk__in=self.tired).select_related("content_type", "locale")
        self.queryset = self.queryset.prefetch_workflow_states().order_by("-last_published_at", "pk")
        return super().get_queryset()

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add how many pages of a kind are read at most."""
        return {**super().get_context_data(*args, **kwargs), "most": MOST}

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Say for each page what is the matter."""
        for page in object_list:
            page.tired = self.tired[page.pk]
            page.tired_words = "; ".join(str(each) for each in page.tired)
        return object_list


addresses, menu_item = TiredStoriesView.addresses, TiredStoriesView.menu_item
