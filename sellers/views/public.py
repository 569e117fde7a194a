"""/toko/<slug>/ and /desa/<code>/: what buyers see of shops and villages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from catalogue.cards import page_of_cards
from catalogue.models import Product
from market.pagecache.public import public_page
from market.regions.models import Village
from sellers.models import Producer, Seller

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MOST_MAKERS = 60


@require_safe
@public_page
def shop(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an open shop: who, where, what; 404 for one that waits, was sent back or is suspended."""
    seller = get_object_or_404(Seller.objects.open().with_place(), partner__code=slug)
    goods = Product.objects.on_sale().filter(seller=seller.partner).newest_first()
    page = page_of_cards(goods, request.GET.get("page", ""))
    makers = seller.producers.select_related("portrait", "village__district__regency").order_by("name")[:MOST_MAKERS]
    context = {
        "shop": seller,
        "village": seller.partner.village,
        "makers": makers,
        "products": page.items,
        "page_obj": page,
    }
    return render(request, "sellers/shop.html", context)


@require_safe
@public_page
def village(request: HttpRequest, code: str) -> HttpResponse:
    """Show a village of today's official list with its makers and goods, also when it has none yet."""
    found = get_object_or_404(Village.objects.live().with_places(), code=code)
    return render(request, "sellers/village.html", whats_in(found, request.GET.get("page", "")))


def whats_in(village: Village, page_number: str) -> dict[str, Any]:
    """Return what the page of a village shows of its makers, its goods, and shops that sell for makers elsewhere."""
    goods = Product.objects.on_sale().from_village(village).newest_first()
    page = page_of_cards(goods, page_number)
    makers = Producer.objects.public().from_village(village).order_by("name")
    hers = Producer.objects.from_village(village).filter(seller=OuterRef("pk"))
    shops = Seller.objects.open().filter(~Exists(hers), partner__village=village).select_related("partner")
    return {
        "village": village,
        "makers": list(makers.select_related("seller__partner", "portrait")[:MOST_MAKERS]),
        "shops": list(shops.order_by("partner__name")[:MOST_MAKERS]),
        "products": page.items,
        "page_obj": page,
    }
