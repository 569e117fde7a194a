"""The report of tired blocks at /kelola/reports/: only pages that the editor may change."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms.tired import tired_pages

TITLE = "Cerita dengan produk yang habis atau hilang"
MAY = ["add", "change", "publish"]


class TiredStoriesView(PageReportView):
    page_title = TITLE
    header_icon = "warning"
    index_url_name = "tired_stories"
    index_results_url_name = "tired_stories_results"
    results_template_name = "cms/office/tired_results.html"
    any_permission_required = MAY
    list_export = ["title", "tired_words", "last_published_at"]
    export_headings = {"title": "Judul", "tired_words": "Yang perlu diperbaiki", "last_published_at": "Terbit"}

    def get_queryset(self) -> QuerySet[Page]:
        """Return the published pages of this editor that have tired blocks, those published last first."""
        pages = page_permission_policy.instances_user_has_permission_for(self.request.user, "change").filter(live=True)
        self.tired = tired_pages(pages)
        self.queryset = pages.filter(pk__in=self.tired).select_related("content_type", "locale")
        self.queryset = self.queryset.prefetch_workflow_states().order_by("-last_published_at", "pk")
        return super().get_queryset()

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Say for each page what is the matter."""
        for page in object_list:
            page.tired = self.tired[page.pk]
            page.tired_words = "; ".join(str(each) for each in page.tired)
        return object_list


class TiredStoriesMenuItem(MenuItem):
    """Shown to whoever may change a page."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether this person edits."""
        return bool(page_permission_policy.user_has_any_permission(request.user, MAY))


def addresses() -> list[URLPattern]:
    """Return the addresses of the report and of its rows alone."""
    return [
        path("reports/cerita-lelah/", TiredStoriesView.as_view(), name="tired_stories"),
        path("reports/cerita-lelah/hasil/", TiredStoriesView.as_view(results_only=True), name="tired_stories_results"),
    ]


def menu_item() -> MenuItem:
    """Return the way in, first among the reports."""
    address = reverse("tired_stories")
    return TiredStoriesMenuItem(TITLE, address, name="tired-stories", icon_name="warning", order=100)
