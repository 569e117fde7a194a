"""The report of pages that wait for their English, at /kelola/reports/: only pages that the editor may change."""

from __future__ import annotations

from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from wagtail.models import Page

from cms.tree.villages import without_words
from cms.upkeep.reports import OfficeReport

TITLE = "Halaman yang menunggu terjemahan"
MAIN, OTHER = "id", "en"


def waiting(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Return the published Indonesian pages with words whose English is missing, not published, or older than those.

    Each has `english_id`, and `english_at` for when its English was published last.
    """
    english = Page.objects.filter(translation_key=OuterRef("translation_key"), locale__language_code=OTHER)
    written = pages.exclude(pk__in=without_words())
    found = written.filter(locale__language_code=MAIN, live=True, depth__gt=1).annotate(
        english_id=Subquery(english.values("pk")[:1]),
        english_live=Subquery(english.values("live")[:1]),
        english_alias=Subquery(english.values("alias_of")[:1]),
        english_at=Subquery(english.values("last_published_at")[:1]),
    )
    is_stale = Q(english_at__lt=F("last_published_at")) | Q(english_at=None)
    return found.filter(Q(english_live=None) | Q(english_live=False) | Q(english_alias__isnull=False) | is_stale)


def why(page: Any) -> str:
    """Say what the English of such a page lacks."""
    if page.english_id is None or page.english_alias is not None:
        return "belum diterjemahkan"
    if not page.english_live:
        return "terjemahan belum terbit"
    return "perlu diperbarui: halaman Indonesianya sudah berubah"


class UntranslatedView(OfficeReport):
    below = "reports/terjemahan/"
    order = 110
    page_title = TITLE
    header_icon = "wagtail-localize-language"
    index_url_name = "untranslated"
    index_results_url_name = "untranslated_results"
    results_template_name = "cms/office/untranslated_results.html"
    list_export = ["title", "why", "last_published_at", "english_at"]
    export_headings = {
        "title": "Judul",
        "why": "Keadaan",
        "last_published_at": "Terbit",
        "english_at": "Terjemahan terbit",
    }

    def get_queryset(self) -> QuerySet[Page]:
        """Return this editor's pages that wait, those published last first."""
        pages = waiting(self.hers())
        self.queryset = pages.prefetch_workflow_states().order_by("-last_published_at", "pk")
        return super().get_queryset()

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add whether this person may begin a translation."""
        may = self.request.user.has_perm("wagtail_localize.submit_translation")
        return {**super().get_context_data(*args, **kwargs), "may_translate": may}

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Say for each page what is missing."""
        for page in object_list:
            page.why = why(page)
        return object_list


addresses, menu_item = UntranslatedView.addresses, UntranslatedView.menu_item
