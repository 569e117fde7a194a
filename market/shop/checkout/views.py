"""The checkout's pages, in place of Oscar's (4.2): who and where, then everything once more, then pay."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from market.accounts.networks import network_of
from market.gateways.base import GatewayRefused, GatewayUnavailable
from market.settlement.models import OrderGroup
from market.shop.basket.memory import district_of, posted_choices, remember, remembered
from market.shop.basket.models import Basket
from market.shop.basket.parts import has_trouble, seller_parts
from market.shop.basket.seen import changes
from market.shop.checkout.actions import Buyer, OrderChanged, place_order_group, ways_to_pay
from market.shop.checkout.forms import ContactForm, contact_at, contact_from
from market.shop.checkout.limits import TooManyUnpaid
from market.shop.checkout.review import Contact, NotSeen, Review, Token, make_review, read_token
from market.shop.checkout.ways import FIELD, LONGEST_CODE, Ways, make_ways, token_of, way_changes
from market.shop.keeping.addresses import TooMany, save_address
from market.shop.keeping.models import SavedAddress
from market.shop.order.actions import NotPayable, start_payments


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """Ask who buys and where the goods go."""
    parts = seller_parts(request.basket)
    if not parts or has_trouble(parts):
        return redirect("basket:summary")
    if request.method == "POST" and "use" in request.POST:
        return _use_saved(request)
    typed = {"data": request.POST} if request.method == "POST" else {"initial": _known(request)}
    form = ContactForm(**typed, is_known=request.user.is_authenticated)
    if form.is_valid():
        _keep_address(request, form)
        return _go_on_with(request, form.remembered())
    goods_total = sum(part.goods_total for part in parts)
    context = {"form": form, "parts": parts, "goods_total": goods_total, "saved": saved_addresses(request)}
    return render(request, "checkout/contact.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def review(request: HttpRequest) -> HttpResponse:
    """Show everything that will be bought, delivered and paid; let deliveries be chosen; place the purchase."""
    contact = contact_from(remembered(request).get("contact", {}))
    if contact is None or contact.district.pk != remembered(request).get("district"):
        return redirect("checkout:index")
    if request.method != "POST":
        return _show_review(request, contact)
    way = request.POST.get(FIELD, "")[:LONGEST_CODE]
    if request.POST.get("do") != "pay":
        remember(request, choices=posted_choices(request), way=way)
        return redirect("checkout:review")
    return _place(request, contact, way)


def go_and_pay(request: HttpRequest, group: OrderGroup) -> HttpResponse:
    """Send the buyer to the gateway's page, or to the purchase's own when there is nothing to pay there."""
    try:
        address = start_payments(group=group, now=timezone.now())
    except NotPayable:
        return redirect("checkout:track", secret=group.secret)
    except (GatewayUnavailable, GatewayRefused):
        messages.warning(request, _("Halaman pembayaran belum bisa dibuka. Pesanan Anda aman; coba lagi sebentar."))
        return redirect("checkout:track", secret=group.secret)
    return redirect(address) if address else redirect("checkout:track", secret=group.secret)


def _place(request: HttpRequest, contact: Contact, way: str) -> HttpResponse:
    """Place what the buyer agreed to; should it be anything else by now, name what has changed and ask again."""
    choices = posted_choices(request)
    try:
        token = read_token(request.POST.get("token", ""))
        basket = _own_basket(request, token.basket_id)
    except (NotSeen, Basket.DoesNotExist):
        remember(request, choices=choices)
        messages.warning(request, _("Ada yang berubah sejak Anda melihatnya. Periksa sekali lagi sebelum membayar."))
        return redirect("checkout:review")
    way = way or token.way
    remember(request, choices=choices, way=way)
    buyer = Buyer(
        contact=contact,
        user=_user(request),
        language=get_language() or "id",
        address=network_of(request),
    )
    try:
        if way not in token.ways:
            raise OrderChanged(token.basket_id)
        group = place_order_group(
            basket=basket,
            buyer=buyer,
            choices=choices,
            now=timezone.now(),
            seen=token.digest,
            method=way,
            is_direct=token.ways[way],
        )
    except OrderChanged:
        return _show_review(request, contact, token=token, wanted=way)
    except TooManyUnpaid as refusal:
        return _show_review(request, contact, refusal=refusal)
    return go_and_pay(request, group)


def _show_review(
    request: HttpRequest,
    contact: Contact,
    token: Token | None = None,
    wanted: str = "",
    refusal: TooManyUnpaid | None = None,
) -> HttpResponse:
    """Show the last page; after a press that came too late for what it agreed to, with all that is new by name."""
    if not request.basket.pk or request.basket.is_empty:
        return redirect("basket:summary")
    memory = remembered(request)
    page = make_review(
        basket=request.basket, contact=contact, choices=memory.get("choices", {}), today=timezone.localdate()
    )
    ways = _ways(request, page)
    told = _told(memory.get("seen", {}), token, wanted, page, ways)
    if page.has_trouble:
        for sentence in told:
            messages.warning(request, sentence)
        return redirect("basket:summary")
    remember(request, basket=page.basket_id, seen=page.seen)
    context = {"review": page, "ways": ways, "token": token_of(page, ways), "changes": told, "refusal": refusal}
    return render(request, "checkout/review.html", context, status=409 if token or refusal else 200)


def _told(before: dict, token: Token | None, wanted: str, page: Review, ways: Ways) -> list[str]:
    """Return what has changed since the page was seen that the buyer comes from."""
    if token is None:
        return changes(before, page.basket_id, page.parts, with_own=False)
    undecided = [part.goods.seller.name for part in page.parts if part.goods.is_alive and not part.chosen]
    told = [
        *changes(token.seen, page.basket_id, page.parts),
        *way_changes(token, wanted, ways),
        *(_("Pilih cara kirim dari %(seller)s dulu.") % {"seller": name} for name in undecided),
    ]
    return told or [_("Ada yang berubah sejak Anda melihatnya. Periksa sekali lagi sebelum membayar.")]


def _ways(request: HttpRequest, page: Review) -> Ways:
    offered = ways_to_pay(page, is_known=request.user.is_authenticated)
    return make_ways(offered, sellers=len(page.parts), wanted=remembered(request).get("way", ""))


def saved_addresses(request: HttpRequest) -> QuerySet[SavedAddress]:
    """Return the visitor's own saved addresses that goods can be sent to."""
    mine = SavedAddress.objects.usable().with_places()
    return mine.filter(user=request.user) if request.user.is_authenticated else mine.none()


def _use_saved(request: HttpRequest) -> HttpResponse:
    typed = request.POST["use"]
    is_number = typed.isascii() and typed.isdigit() and len(typed) < 19
    address = saved_addresses(request).filter(pk=typed).first() if is_number else None
    if address is None:
        messages.error(request, _("Alamat itu sudah tidak ada. Pilih atau isi yang lain."))
        return redirect("checkout:index")
    return _go_on_with(request, contact_at(address, remembered(request).get("contact", {})))


def _keep_address(request: HttpRequest, form: ContactForm) -> None:
    words = form.address()
    try:
        if words:
            save_address(user=request.user, **words)
    except TooMany:
        messages.warning(request, _("Alamat ini tidak disimpan: alamat di akun Anda sudah penuh."))


def _go_on_with(request: HttpRequest, contact: dict[str, str]) -> HttpResponse:
    remember(request, contact=contact, district=contact["district"])
    return redirect("checkout:review")


def _own_basket(request: HttpRequest, basket_id: int) -> Basket:
    """Return the basket that this visitor was shown. Raises Basket.DoesNotExist for anybody else's."""
    if basket_id not in (request.basket.pk, remembered(request).get("basket")):
        raise Basket.DoesNotExist
    return Basket.objects.get(pk=basket_id)


def _user(request: HttpRequest) -> object | None:
    return request.user if request.user.is_authenticated else None


def _known(request: HttpRequest) -> dict[str, object]:
    """Return what the form may be filled with: what was typed before, else what the account says."""
    district = district_of(request)
    if contact := remembered(request).get("contact"):
        return {**contact, "district": district}
    if request.user.is_authenticated:
        user = request.user
        return {"name": user.get_full_name(), "phone": user.phone, "email": user.email, "district": district}
    return {"district": district}
