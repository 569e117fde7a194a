"""The checkout's pages, in place of Oscar's (4.2): who and where, then everything once more, then pay."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from market.gateways.base import GatewayRefused, GatewayUnavailable
from market.settlement.actions import start_payment
from market.settlement.models import OrderGroup
from market.shop.basket.models import Basket
from market.shop.basket.parts import has_trouble, seller_parts
from market.shop.checkout.actions import Buyer, OrderChanged, place_order_group
from market.shop.checkout.forms import ContactForm, contact_from
from market.shop.checkout.memory import remember, remembered
from market.shop.checkout.review import Contact, NotSeen, make_review, read_token
from market.shop.order.actions import NotPayable, prepare_payment

MOST_SELLERS = 100
LONGEST_CODE = 30


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """Ask who buys and where the goods go."""
    parts = seller_parts(request.basket)
    if not parts or has_trouble(parts):
        return redirect("basket:summary")
    form = ContactForm(request.POST) if request.method == "POST" else ContactForm(initial=_known(request))
    if form.is_valid():
        remember(request, contact=form.remembered())
        return redirect("checkout:review")
    context = {"form": form, "goods_total": sum(part.goods_total for part in parts)}
    return render(request, "checkout/contact.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def review(request: HttpRequest) -> HttpResponse:
    """Show everything that will be bought, delivered and paid; let deliveries be chosen; place the purchase."""
    contact = contact_from(remembered(request).get("contact", {}))
    if contact is None:
        return redirect("checkout:index")
    if request.method != "POST":
        return _show_review(request, contact)
    choices = _choices(request)
    if request.POST.get("do") != "pay":
        remember(request, choices=choices)
        return redirect("checkout:review")
    return _place(request, contact, choices)


def go_and_pay(request: HttpRequest, group: OrderGroup) -> HttpResponse:
    """Send the buyer to the gateway's page, or to the purchase's own when there is nothing to pay there."""
    try:
        payment = start_payment(prepare_payment(group=group, now=timezone.now()).pk)
    except NotPayable:
        return redirect("checkout:track", secret=group.secret)
    except (GatewayUnavailable, GatewayRefused):
        messages.warning(request, _("Halaman pembayaran belum bisa dibuka. Pesanan Anda aman; coba lagi sebentar."))
        return redirect("checkout:track", secret=group.secret)
    if not payment.redirect_url:
        return redirect("checkout:track", secret=group.secret)
    return redirect(payment.redirect_url)


def _choices(request: HttpRequest) -> dict[str, str]:
    """Return the codes of the deliveries chosen, by seller; nobody fills the session with anything longer or more."""
    typed = [(name.removeprefix("kirim-"), code) for name, code in request.POST.items() if name.startswith("kirim-")]
    short = [(seller, code) for seller, code in typed if len(seller) <= LONGEST_CODE >= len(code)]
    return dict(short[:MOST_SELLERS])


def _place(request: HttpRequest, contact: Contact, choices: dict[str, str]) -> HttpResponse:
    buyer = Buyer(
        contact=contact,
        user=request.user if request.user.is_authenticated else None,
        language=get_language() or "id",
    )
    try:
        basket_id, seen = read_token(request.POST.get("token", ""))
        basket = _own_basket(request, basket_id)
        group = place_order_group(basket=basket, buyer=buyer, choices=choices, now=timezone.now(), seen=seen)
    except (NotSeen, Basket.DoesNotExist, OrderChanged):
        remember(request, choices=choices)
        messages.warning(request, _("Ada yang berubah sejak Anda melihatnya. Periksa sekali lagi sebelum membayar."))
        return redirect("checkout:review")
    return go_and_pay(request, group)


def _show_review(request: HttpRequest, contact: Contact) -> HttpResponse:
    choices = remembered(request).get("choices", {})
    if not request.basket.pk or request.basket.is_empty:
        return redirect("basket:summary")
    page = make_review(basket=request.basket, contact=contact, choices=choices, today=timezone.localdate())
    if page.has_trouble:
        return redirect("basket:summary")
    remember(request, basket=page.basket_id)
    return render(request, "checkout/review.html", {"review": page})


def _own_basket(request: HttpRequest, basket_id: int) -> Basket:
    """Return the basket that this visitor was shown. Raises Basket.DoesNotExist for anybody else's."""
    if basket_id not in (request.basket.pk, remembered(request).get("basket")):
        raise Basket.DoesNotExist
    return Basket.objects.get(pk=basket_id)


def _known(request: HttpRequest) -> dict[str, str]:
    """Return what the form may be filled with: what was typed before, else what the account says."""
    if contact := remembered(request).get("contact"):
        return dict(contact)
    if request.user.is_authenticated:
        return {"name": request.user.get_full_name(), "phone": request.user.phone, "email": request.user.email}
    return {}
