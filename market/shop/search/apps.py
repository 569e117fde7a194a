"""Follows oscar.apps.search.apps.SearchConfig (4.2): with suggestions while somebody types."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.urls import URLPattern, path
from oscar.apps.search import apps


class SearchConfig(apps.SearchConfig):
    name = "market.shop.search"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Pencarian"

    def ready(self) -> None:
        super().ready()
        post_migrate.connect(write_a_missing_index, sender=self)

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the search and of its suggestions."""
        from market.shop.search.views import suggestions

        return [path("", self.search_view.as_view(), name="search"), path("saran/", suggestions, name="suggestions")]


def write_a_missing_index(**kwargs: Any) -> None:
    """Write the index of a database that had goods before it had the table."""
    from catalogue.models import Product
    from market.shop.search.models import Entry

    if Product.objects.exists() and not Entry.objects.exists():
        call_command("rebuild_modelsearch_index", backend_name="market", verbosity=0)
