"""Follows oscar.apps.catalogue.views (4.2): one product, as outsiders may see it; lists are in `listing_views`."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from oscar.apps.catalogue import views

from catalogue.frames import FramedResponse
from catalogue.links import link
from catalogue.models import Product
from catalogue.product_page import others_of, product_data, shelves_of
from catalogue.product_rows import find_product
from catalogue.product_words import shape_of, share_words_of, words_of
from catalogue.sites import know_site
from catalogue.sizes import sizes_of
from catalogue.structured import breadcrumbs
from catalogue.templatetags.product_data import as_data_block
from catalogue.wording import put_in_words_of_the_page
from market.pagecache.public import public_page
from market.pictures.cards import card_of


@method_decorator(public_page, name="dispatch")
class ProductDetailView(views.ProductDetailView):
    """One product. A wrong slug, or a size of something, leads to the right address."""

    template_name = "oscar/catalogue/detail.html"
    response_class = FramedResponse

    def get_object(self, queryset: Any = None) -> Product:
        """Return the whole product, also when the address names one of its sizes; 404 for what is not on sale."""
        if not hasattr(self, "object"):
            found = find_product(int(self.kwargs["pk"]))
            if found is None:
                raise Http404("no such product on sale")
            self.object = found
        return self.object

    def is_viewable(self, product: Product, request: Any) -> bool:
        """Say yes: `get_object` finds nothing else, not for staff either."""
        return True

    def send_signal(self, *args: Any) -> None:
        """Tell nobody: Oscar would write a row per view and set a cookie on a page that caches may keep."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        product, picture = self.object, share_picture(self.object)
        put_in_words_of_the_page(product)
        know_site(self.request)
        url = self.request.build_absolute_uri(product.get_absolute_url())
        picture_url = self.request.build_absolute_uri(picture.url) if picture else ""
        crumbs = crumbs_of(product)
        told = as_data_block(product_data(product, url=url, picture_url=picture_url))
        words = {
            **words_of(product, url=url),
            **share_words_of(picture, picture_url),
            "crumbs": crumbs,
            "data": told + as_data_block(breadcrumbs([*crumbs, (product.title, url)])),
        }
        # Oscar's own adds stock alerts by e-mail, which our buyers do not have.
        return super(views.ProductDetailView, self).get_context_data(
            shape=shape_of(product, shares_a_picture=bool(picture), is_asked=bool(self.request.GET)),
            words=words,
            sizes=sizes_of(product),
            lowest_price=product.lowest_price(),
            others=others_of(product),
            **kwargs,
        )


def crumbs_of(product: Product) -> list[tuple[str, str]]:
    """Return label and address of everything above a product, through the first of its categories."""
    everything = (_("Semua produk"), link("catalogue:index"))
    return [everything, *((shelf.local_name(), shelf.get_absolute_url()) for shelf in shelves_of(product))]


def share_picture(product: Product) -> Any:
    """Return the rendition that messengers show, a JPEG as not all of them know WebP; None without a picture."""
    image = next(iter(product.images.all()), None)
    return card_of(image.original) if image else None
