"""The page that follows a purchase. Its secret is the only key to it: it is not indexed, cached or passed on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from market.accounts.counting import count
from market.gateways.base import GatewayRefused, GatewayUnavailable
from market.settlement.actions import OPEN
from market.settlement.models import OrderGroup
from market.shop.checkout.views import go_and_pay
from market.shop.checkout.ways import other_ways
from market.shop.order.actions import NotPaid, receive, take_payment_news
from market.shop.order.purchase import purchase_of

View = Callable[..., HttpResponse]

MOST_QUESTIONS, WITHIN = 20, 60  # seconds


def keeps_secret(view: View) -> View:
    """Let nobody index, keep or pass on the page. The referrer stays within the site: forms need it for CSRF."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Referrer-Policy"] = "same-origin"
        return response

    return never_cache(wrapped)


@keeps_secret
@require_GET
def track(request: HttpRequest, secret: str) -> HttpResponse:
    """Show how a purchase stands; coming back from the gateway, ask it first."""
    group = get_object_or_404(OrderGroup, secret=secret)
    has_returned = "kembali" in request.GET
    if has_returned:
        ask_gateway(group)
    return show(request, group, has_returned=has_returned)


@keeps_secret
@require_POST
def pay(request: HttpRequest, secret: str) -> HttpResponse:
    """Go on with paying, after a look whether the money has not come already."""
    group = get_object_or_404(OrderGroup, secret=secret)
    ask_gateway(group)
    return go_and_pay(request, group)


@keeps_secret
@require_POST
def received(request: HttpRequest, secret: str, number: str) -> HttpResponse:
    """Let the buyer say that one seller's goods have arrived."""
    group = get_object_or_404(OrderGroup, secret=secret)
    member = get_object_or_404(group.members.select_related("order"), order__number=number)
    try:
        receive(order=member.order)
    except NotPaid:
        messages.info(request, _("Pesanan ini belum dikirim."))
    else:
        messages.success(request, _("Terima kasih. Semoga barangnya menyenangkan."))
    return redirect("checkout:track", secret=secret)


def show(request: HttpRequest, group: OrderGroup, *, status: int = 200, **more: Any) -> HttpResponse:
    """Answer with the purchase's page."""
    purchase = purchase_of(group, now=timezone.now())
    ways = other_ways(purchase) if purchase.can_be_paid_otherwise else []
    return render(request, "order/track.html", {"purchase": purchase, "other_ways": ways, **more}, status=status)


def ask_gateway(group: OrderGroup) -> None:
    """Read how the open payments stand; a gateway that is silent now will be asked again by the clock.

    Who loads the page without end has nobody asked without end.
    """
    if count(f"asked:{group.secret}", within=WITHIN) > MOST_QUESTIONS:
        return
    for payment in group.payments.filter(status__in=OPEN).exclude(external_id=""):
        try:
            take_payment_news(gateway_code=payment.gateway, external_id=payment.external_id)
        except (GatewayUnavailable, GatewayRefused):
            continue
