"""/produk/<slug>-<number>/ulasan/: all reviews of a product, a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.models import Product
from catalogue.paging import page_of
from catalogue.reviews.reading import shown_reviews
from catalogue.wording import title_of
from market.pagecache.public import public_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@public_page
def reviews(request: HttpRequest, product_slug: str, pk: str) -> HttpResponse:
    """Show what buyers say of a product on sale; a wrong slug leads to the right address."""
    product = get_object_or_404(Product.objects.on_sale(), pk=int(pk))
    if product.slug != product_slug:
        return redirect("catalogue:reviews", product_slug=product.slug, pk=product.pk, permanent=True)
    page = page_of(shown_reviews(product), request.GET.get("page", ""))
    called = title_of(product)
    crumbs = [(_("Semua produk"), reverse("catalogue:index")), (called, product.get_absolute_url())]
    context = {"product": product, "called": called, "reviews": page.items, "page_obj": page, "crumbs": crumbs}
    return render(request, "oscar/catalogue/reviews.html", context)
