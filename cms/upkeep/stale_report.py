"""The report of pages that want reading again at /kelola/reports/, with one button: it is still true."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

import market.pagecache.numbers  # noqa: F401  (what `number:` in addresses is)
from cms.upkeep.reports import OfficeReport
from cms.upkeep.stale import STILL_TRUE, confirm, stale_pages

TITLE = "Halaman yang perlu dibaca ulang"
MOST = 300  # rows that one report has; whoever has read those finds the next


class StalePagesView(OfficeReport):
    below = "reports/perlu-dibaca-ulang/"
    order = 110
    page_title = TITLE
    header_icon = "history"
    index_url_name = "stale_pages"
    index_results_url_name = "stale_pages_results"
    results_template_name = "cms/office/stale_results.html"
    list_export = ["title", "stale_why", "stale_since"]
    export_headings = {"title": "Judul", "stale_why": "Mengapa", "stale_since": "Terakhir diperiksa"}

    def get_queryset(self) -> QuerySet[Page]:
        """Return the published pages of this editor that have waited longest for somebody to read them again."""
        pages = self.hers().filter(live=True)
        self.stale = stale_pages(pages, timezone.now(), MOST)
        places = [When(pk=key, then=Value(place)) for place, key in enumerate(self.stale)]
        found = pages.filter(pk__in=list(self.stale)).select_related("content_type", "locale")
        order = Case(*places, default=Value(0), output_field=IntegerField())
        self.queryset = found.order_by(order, "pk") if places else found
        return super().get_queryset()

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add how many rows there are at most, where there may be more."""
        return {**super().get_context_data(*args, **kwargs), "most": MOST if len(self.stale) == MOST else None}

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Say for each page why, and since when."""
        for page in object_list:
            page.stale_since, page.stale_why = self.stale[page.pk][:2]
        return object_list


@require_POST
def still_true(request: HttpRequest, number: int) -> HttpResponse:
    """Note that somebody has read a page and all of it is still true."""
    page = get_object_or_404(Page.objects.filter(live=True), pk=number).specific
    if not _hers(request).filter(pk=number).exists() or not hasattr(page, "last_reviewed"):
        raise PermissionDenied
    confirm(page=page, by=request.user, today=timezone.localdate())  # type: ignore[arg-type]
    messages.success(request, f"“{page.title}” dicatat masih benar per hari ini.")
    return redirect("stale_pages")


def addresses() -> list[URLPattern]:
    """Return the addresses of the report and of the button."""
    button = path(f"{StalePagesView.below}<number:number>/masih-benar/", still_true, name="still_true")
    return [*StalePagesView.addresses(), button]


menu_item = StalePagesView.menu_item


def name_the_deed(actions: LogActionRegistry) -> None:
    """Say in a page's history what the button did."""
    actions.register_action(STILL_TRUE, "Masih benar", "Dibaca ulang, dan isinya masih benar")


def _hers(request: HttpRequest) -> QuerySet[Page]:
    return page_permission_policy.instances_user_has_permission_for(request.user, "change").filter(live=True)
