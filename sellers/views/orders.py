"""/jual/pesanan/: what was bought from this shop and paid for; nothing of anybody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.paging import page_of
from market.shop.order.actions import NotPaid, hand_over
from market.shop.order.seller_orders import orders_of
from market.shop.order.status import Status
from sellers.access import order_of_shop, with_open_shop
from sellers.forms import HandOverForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from market.shop.order.models import Order
    from sellers.models import Seller

COLLECTED = "Diambil sendiri oleh pembeli"


@require_safe
@with_open_shop
def orders(request: HttpRequest, shop: Seller) -> HttpResponse:
    """List this shop's orders, newest first."""
    page = page_of(orders_of(shop.partner), request.GET.get("page", ""))
    context = {"shop": shop, "orders": page.items, "page_obj": page, "here": "orders"}
    return render(request, "sellers/orders.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_open_shop
def order(request: HttpRequest, shop: Seller, number: str) -> HttpResponse:
    """Show what to pack, for whom and until when; take the word that it was handed over."""
    found = order_of_shop(shop, number)
    is_collected = found.delivery.service_id is None
    form = HandOverForm(request.POST or None)
    if is_collected:
        form = HandOverForm({"carrier": COLLECTED} if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _hand_over(request, found, form)
        return redirect("workshop:order", number=found.number)
    context = {
        "shop": shop,
        "order": found,
        "form": form,
        "is_collected": is_collected,
        "waits": found.status == Status.PAID,
        "parcel": next(iter(found.parcels.all()), None),
        "here": "orders",
    }
    return render(request, "sellers/order.html", context)


def _hand_over(request: HttpRequest, found: Order, form: HandOverForm) -> None:
    try:
        hand_over(order=found, by=request.user, **form.cleaned_data)
    except NotPaid:
        messages.error(request, "Pesanan ini tidak bisa diserahkan. Lihat keadaannya di bawah.")
    else:
        messages.success(request, "Tercatat. Pembeli sudah diberi tahu.")
