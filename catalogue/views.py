"""Follows oscar.apps.catalogue.views (4.2): all goods, one category, one product, as outsiders may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from oscar.apps.catalogue import views
from oscar.core.loading import get_model

from catalogue.cards import page_of_cards
from catalogue.managers import SHARE_PICTURE
from catalogue.product_page import others_of, product_data, shelves_of, take_offers
from catalogue.sizes import FEW, most_of, sizes_of
from catalogue.wording import put_in_words_of_the_page
from market.pagecache.public import public_page

if TYPE_CHECKING:
    from catalogue.managers import ProductQuerySet
    from catalogue.models import Category, Product

SORTS = {
    "": (_("Terbaru"), "newest_first"),
    "termurah": (_("Termurah"), "cheapest_first"),
    "termahal": (_("Termahal"), "dearest_first"),
}


@method_decorator(public_page, name="dispatch")
class CatalogueView(TemplateView):
    """All goods on sale."""

    template_name = "oscar/catalogue/browse.html"

    def get_products(self) -> ProductQuerySet:
        return get_model("catalogue", "Product").objects.on_sale()

    def get_categories(self) -> Any:
        return get_model("catalogue", "Category").objects.browsable().filter(depth=1)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        typed = self.request.GET.get("urut", "")
        sort = typed if typed in SORTS else ""
        products = getattr(self.get_products(), SORTS[sort][1])()
        page = page_of_cards(products, self.request.GET.get("page", ""))
        return super().get_context_data(
            products=page.items,
            page_obj=page,
            categories=self.get_categories(),
            sorts=[(code, label, code == sort) for code, (label, _method) in SORTS.items()],
            **kwargs,
        )


class ProductCategoryView(CatalogueView):
    """The goods of a category and of those under it."""

    template_name = "oscar/catalogue/category.html"
    category: Category

    def get_products(self) -> ProductQuerySet:
        return super().get_products().in_category(self.category)

    def get_categories(self) -> Any:
        return self.category.get_children().browsable()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        browsable = get_model("catalogue", "Category").objects.browsable()
        self.category = get_object_or_404(browsable, slug=self.kwargs["category_slug"])
        return super().get_context_data(category=self.category, crumbs=crumbs_to(self.category), **kwargs)


@method_decorator(public_page, name="dispatch")
class ProductDetailView(views.ProductDetailView):
    """One product. A wrong slug, or a size of something, leads to the right address."""

    template_name = "oscar/catalogue/detail.html"

    def get_object(self, queryset: ProductQuerySet | None = None) -> Product:
        """Return the whole product, also when the address names one of its sizes; 404 for what is not on sale."""
        if not hasattr(self, "object"):
            number = int(self.kwargs["pk"])
            whole = self.model.objects.filter(pk=number).values("parent_id")
            self.object = get_object_or_404(
                self.model.objects.on_sale().for_page(), pk=Coalesce(Subquery(whole), number)
            )
            take_offers(self.object)
        return self.object

    def is_viewable(self, product: Product, request: Any) -> bool:
        """Say yes: `get_object` finds nothing else, not for staff either."""
        return True

    def send_signal(self, *args: Any) -> None:
        """Tell nobody: Oscar would write a row per view and set a cookie on a page that caches may keep."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        product, picture = self.object, share_picture(self.object)
        put_in_words_of_the_page(product)
        url = self.request.build_absolute_uri(product.get_absolute_url())
        picture_url = self.request.build_absolute_uri(picture.url) if picture else ""
        # Oscar's own adds stock alerts by e-mail, which our buyers do not have.
        return super(views.ProductDetailView, self).get_context_data(
            crumbs=crumbs_of(product),
            sizes=sizes_of(product),
            most=most_of(product),
            few=FEW,
            share_picture=picture,
            share_picture_url=picture_url,
            canonical_url=url,
            others=others_of(product),
            product_data=product_data(product, url=url, picture_url=picture_url),
            **kwargs,
        )


def crumbs_to(category: Category) -> list[tuple[str, str]]:
    """Return label and address of everything above a category, from the top."""
    everything = (str(_("Semua produk")), reverse("catalogue:index"))
    return [everything, *((above.local_name(), above.get_absolute_url()) for above in category.get_ancestors())]


def crumbs_of(product: Product) -> list[tuple[str, str]]:
    """Return label and address of everything above a product, through the first of its categories."""
    everything = (str(_("Semua produk")), reverse("catalogue:index"))
    return [everything, *((shelf.local_name(), shelf.get_absolute_url()) for shelf in shelves_of(product))]


def share_picture(product: Product) -> Any:
    """Return the rendition that messengers show, a JPEG as not all of them know WebP; None without a picture."""
    image = next(iter(product.images.all()), None)
    return image.original.get_rendition(SHARE_PICTURE) if image else None
