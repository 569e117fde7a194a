"""Follows oscar.apps.catalogue.reviews.apps.CatalogueReviewsConfig (4.2); its pages are ours, see `catalogue.apps`."""

from __future__ import annotations

from django.urls import URLPattern
from oscar.apps.catalogue.reviews import apps


class CatalogueReviewsConfig(apps.CatalogueReviewsConfig):
    name = "catalogue.reviews"

    def ready(self) -> None:
        """Oscar looks its views up here; none of them are shown."""
        from catalogue.reviews.counting import follow_deleted_reviews

        follow_deleted_reviews()

    def get_urls(self) -> list[URLPattern]:
        """Return none: anybody could write on Oscar's pages."""
        return []
