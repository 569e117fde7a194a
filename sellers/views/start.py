"""/jual/: the way in. What one sees depends on how far one is: stranger, newcomer, waiting, open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sellers.access import orders_to_pack, products_of, shop_of, signed_in
from sellers.actions import AlreadySells, apply_to_sell
from sellers.forms import RestockForm, ShopForm
from sellers.models import Producer, Seller
from sellers.money import bills_with_proof, owed_to, refunds_to_give, with_buyers, with_orders
from sellers.sync.questions import has_to_see

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ON_THE_FIRST_PAGE = 20


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the shop's own start page, or the next step towards one."""
    if not request.user.is_authenticated:
        return render(request, "sellers/welcome.html")
    shop = shop_of(request.user, has_to_see=has_to_see())
    if shop is None:
        return redirect("workshop:apply")
    if shop.status == Seller.Status.SUSPENDED:
        context = {"shop": shop, "orders": orders_to_pack(shop)[:ON_THE_FIRST_PAGE], **_money(shop), "here": "home"}
        return render(request, "sellers/suspended.html", context)
    if shop.status != Seller.Status.OPEN:
        return render(request, "sellers/waiting.html", {"shop": shop})
    products = list(products_of(shop)[: ON_THE_FIRST_PAGE + 1])
    context = {
        "shop": shop,
        "orders": orders_to_pack(shop)[:ON_THE_FIRST_PAGE],
        **_money(shop),
        "products": products[:ON_THE_FIRST_PAGE],
        "has_more": len(products) > ON_THE_FIRST_PAGE,
        "restock": RestockForm(auto_id=False),
        "here": "home",
    }
    return render(request, "sellers/home.html", context)


def _money(shop: Seller) -> dict[str, object]:
    """Return how she stands with the market, and what waits for her word or her hand."""
    proved = bills_with_proof(shop.partner, now=timezone.now())[:ON_THE_FIRST_PAGE]
    to_give = refunds_to_give(shop.partner)[:ON_THE_FIRST_PAGE]
    owed = owed_to(shop.partner)
    return {
        "owed": owed,
        "debt": max(-owed, 0),
        "to_check": with_orders(shop.partner, proved),
        "to_give": with_buyers(shop.partner, to_give),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def apply(request: HttpRequest) -> HttpResponse:
    """Ask who she is, from which village, what she makes; or, when it was sent back, ask again with the answers."""
    shop = shop_of(request.user)
    if shop is not None and shop.status != Seller.Status.REJECTED:
        return redirect("workshop:home")
    form = ShopForm(request.POST or None, initial=_known(request, shop))
    if request.method == "POST" and form.is_valid():
        try:
            apply_to_sell(user=request.user, **form.cleaned_data)
        except AlreadySells:
            messages.info(request, "Toko Anda sudah terdaftar.")
        return redirect("workshop:home")
    return render(request, "sellers/apply.html", {"form": form, "shop": shop})


def _known(request: HttpRequest, shop: Seller | None) -> dict[str, object]:
    """Return what is known already, so that it need not be typed again."""
    name = request.user.get_full_name()
    producer = Producer.objects.filter(user=request.user).first()
    if shop is None or producer is None:
        return {"name": name, "shop_name": name}
    return {
        "name": producer.name,
        "shop_name": shop.partner.name,
        "village": producer.village_id,
        "makes": producer.makes,
    }
