"""Follows oscar.apps.catalogue.views (4.2): all goods and one category, narrowed and sorted by links."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from catalogue.counts import Counts, shelf_of
from catalogue.filters import Filters
from catalogue.listing import page_of_listed
from catalogue.panel import add_categories, panel_of
from catalogue.shelves import all_shelves
from market.pagecache.public import public_page


@method_decorator(public_page, name="dispatch")
class CatalogueView(TemplateView):
    """All goods on sale."""

    template_name = "oscar/catalogue/listing.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        slug = self.kwargs.get("category_slug", "")
        shelves, filters = all_shelves(slug), Filters.read(self.request.GET)
        category = next((shelf for shelf in shelves if shelf.slug == slug), None)
        if slug and category is None:
            raise Http404("no such category")
        mark = shelf_of(category.pk if category else None)
        page = page_of_listed(filters, self.request.GET.get("page", ""), mark)
        counts = Counts(mark, filters)
        panel = panel_of(filters, self.request.path, category, counts)
        add_categories(panel, shelves, category, counts)
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
