"""Follows oscar.apps.catalogue.views (4.2): all goods and one category, narrowed and sorted by links."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from catalogue.counts import Counts, shelf_of
from catalogue.filters import Filters
from catalogue.listing import page_of_listed
from catalogue.models import Category
from catalogue.panel import add_categories, panel_of
from market.pagecache.public import public_page


@method_decorator(public_page, name="dispatch")
class CatalogueView(TemplateView):
    """All goods on sale."""

    template_name = "oscar/catalogue/listing.html"

    def get_category(self) -> Category | None:
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        category, filters = self.get_category(), Filters.read(self.request.GET)
        shelf = shelf_of(category.pk if category else None)
        page = page_of_listed(filters, self.request.GET.get("page", ""), shelf)
        counts = Counts(shelf, filters)
        panel = panel_of(filters, self.request.path, category, counts)
        add_categories(panel, category, counts)
        return super().get_context_data(
            category=category,
            products=page.items,
            page_obj=page,
            panel=panel,
            crumbs=[(_("Semua produk"), reverse("catalogue:index")), *panel.crumbs] if category else [],
            canonical_url=self.request.build_absolute_uri(self.request.path),
            **kwargs,
        )


class ProductCategoryView(CatalogueView):
    """The goods of a category and of those under it."""

    def get_category(self) -> Category | None:
        return get_object_or_404(Category.objects.browsable(), slug=self.kwargs["category_slug"])
