"""Follows oscar.apps.catalogue.apps.CatalogueConfig (4.2): our addresses, and no ranges yet."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path
from oscar.apps.catalogue import apps

from market.pagecache.numbers import NUMBER


class CatalogueConfig(apps.CatalogueConfig):
    name = "catalogue"

    def ready(self) -> None:
        super().ready()
        from catalogue.indexing import follow_categories
        from catalogue.listing_views import CatalogueView, ProductCategoryView

        self.catalogue_view, self.category_view = CatalogueView, ProductCategoryView
        follow_categories()

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of all goods, of one product and of one category."""
        from catalogue.reviews.views import reviews

        product = rf"produk/(?P<product_slug>[\w-]*)-(?P<pk>{NUMBER})"
        return [
            path("produk/", self.catalogue_view.as_view(), name="index"),
            re_path(rf"^{product}/$", self.detail_view.as_view(), name="detail"),
            re_path(rf"^{product}/ulasan/$", reviews, name="reviews"),
            path("kategori/<slug:category_slug>/", self.category_view.as_view(), name="category"),
        ]
