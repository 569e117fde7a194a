"""Follows oscar.apps.catalogue.views (4.2): all goods and one category, narrowed and sorted by links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.template.defaultfilters import striptags, truncatechars
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from catalogue.counts import Counts, shelf_of
from catalogue.filters import Filters
from catalogue.frames import FramedResponse
from catalogue.links import link
from catalogue.listing import page_of_listed
from catalogue.panel import add_categories, panel_of
from catalogue.panel_words import panel_shape, panel_words
from catalogue.shelves import all_shelves
from market.pagecache.public import public_page

if TYPE_CHECKING:
    from catalogue.panel import Panel
    from catalogue.shelves import Shelf


@method_decorator(public_page, name="dispatch")
class CatalogueView(TemplateView):
    """All goods on sale."""

    template_name = "oscar/catalogue/listing.html"
    response_class = FramedResponse

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
        if panel.total is None:
            panel.total = page.goods_if_last()
        crumbs = [(_("Semua produk"), link("catalogue:index")), *panel.crumbs] if category else []
        words = {
            "heading": category.local_name if category else _("Semua produk"),
            "summary": summary_of(category),
            "crumbs": crumbs,
            "total": total_of(panel),
            "canonical_url": self.request.build_absolute_uri(self.request.path),
            **panel_words(panel),
        }
        return super().get_context_data(
            shape={
                "has_total": panel.total is not None,
                "is_category": category is not None,
                **panel_shape(panel),
            },
            words=words,
            category=category,
            products=page.items,
            page_obj=page,
            panel=panel,
            **kwargs,
        )


def summary_of(category: Shelf | None) -> str:
    """Return what search engines say of a list."""
    if category is None:
        return _("Makanan, kain, anyaman, dan hasil hutan dari desa-desa hulu Kalimantan, langsung dari produsennya.")
    if category.description:
        return truncatechars(striptags(category.description), 150)
    return _("%(name)s dari desa-desa hulu Kalimantan, langsung dari produsennya.") % {"name": category.local_name}


def total_of(panel: Panel) -> str:
    """Return how many goods there are, in words; nothing where nobody has counted."""
    number = panel.total
    return "" if number is None else ngettext("%(number)s produk", "%(number)s produk", number) % {"number": number}


class ProductCategoryView(CatalogueView):
    """The goods of a category and of those under it."""
