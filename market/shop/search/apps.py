"""Follows oscar.apps.search.apps.SearchConfig (4.2): with suggestions while somebody types."""

from __future__ import annotations

from django.urls import URLPattern, path
from oscar.apps.search import apps


class SearchConfig(apps.SearchConfig):
    name = "market.shop.search"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Pencarian"

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the search and of its suggestions."""
        from market.shop.search.views import suggestions

        return [path("", self.search_view.as_view(), name="search"), path("saran/", suggestions, name="suggestions")]
