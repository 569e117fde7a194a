"""The basket's pages, in place of Oscar's (4.2): grouped by seller, working without JavaScript."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from catalogue.models import Product
from catalogue.wording import title_of
from market.attribution.said import in_form
from market.pagecache.origin import from_our_own_pages
from market.pictures.shown import with_pictures
from market.shop.basket.actions import MOST_OF_ONE, BasketClosed, ShopOnLeave, SoldOut, add_to_basket, change_quantity
from market.shop.basket.deliveries import Part, with_deliveries
from market.shop.basket.forms import DistrictForm
from market.shop.basket.memory import district_of, posted_choices, remember, remembered
from market.shop.basket.models import Line
from market.shop.basket.parts import has_trouble, seller_parts
from market.shop.basket.seen import seen_of

PICTURE = "fill-200x200"
LONGEST_ADDRESS = 2000


@require_GET
@never_cache
def summary(request: HttpRequest) -> HttpResponse:
    """Show what is in the basket, by seller, and what its delivery costs once the district is known."""
    return _show(request, DistrictForm(initial={"district": district_of(request)}))


@require_POST
@never_cache
def district(request: HttpRequest) -> HttpResponse:
    """Take the district that the goods go to; one that is not clear yet is asked again beside its matches."""
    form = DistrictForm(request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    remember(request, district=form.cleaned_data["district"].pk)
    return redirect("basket:summary")


@require_POST
def deliveries(request: HttpRequest) -> HttpResponse:
    """Take the deliveries chosen, and go on to the address or reckon the basket anew."""
    remember(request, choices=posted_choices(request))
    return redirect("checkout:index" if request.POST.get("do") == "next" else "basket:summary")


def _show(request: HttpRequest, form: DistrictForm, status: int = 200) -> HttpResponse:
    goes_to = district_of(request)
    parts = with_deliveries(
        seller_parts(request.basket),
        destination=goes_to,
        choices=remembered(request).get("choices", {}),
        today=timezone.localdate(),
    )
    lines = [line for part in parts for line in part.goods.lines]
    pictures = (with_pictures(f"{whose}__images__original", PICTURE) for whose in ("product", "product__parent"))
    prefetch_related_objects(lines, *pictures)
    if parts:
        remember(request, seen=seen_of(request.basket.pk, parts))
    context = {
        "district_form": form,
        "district": goes_to,
        "basket": request.basket,
        "applications": [one for one in request.basket.offer_applications if one["discount"]],
        **_sums(parts),
    }
    return render(request, "basket/summary.html", context, status=status)


def _sums(parts: list[Part]) -> dict[str, object]:
    return {
        "parts": parts,
        "goods_total": sum(part.goods.goods_total for part in parts),
        "charge": sum(part.charge for part in parts),
        "total": sum(part.total for part in parts),
        "is_whole": all(part.chosen for part in parts),
        "has_trouble": has_trouble(part.goods for part in parts),
    }


@require_POST
@from_our_own_pages
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a product into the basket; of a parent, the child that was chosen. Goes on to the basket, or to `next`."""
    product = _chosen(get_object_or_404(Product.objects.select_related("parent"), pk=pk), request.POST)
    quantity = _whole(request.POST.get("quantity", "1"))
    if product is None:
        messages.error(request, _("Pilih ukuran atau rasanya dulu."))
    elif not 0 < quantity <= MOST_OF_ONE:
        messages.error(request, _("Isi jumlah dengan angka, misalnya 2."))
    else:
        _add(request, product, quantity)
    return HttpResponseRedirect(_next(request))


@require_POST
def update(request: HttpRequest, line_id: int) -> HttpResponse:
    """Change how many of a line are wanted, or take it out."""
    quantity = 0 if "remove" in request.POST else _whole(request.POST.get("quantity", ""))
    if not 0 <= quantity <= MOST_OF_ONE:
        messages.error(request, _("Isi jumlah dengan angka, misalnya 2."))
        return redirect("basket:summary")
    try:
        now_in = change_quantity(basket=request.basket, line_id=line_id, quantity=quantity)
    except (Line.DoesNotExist, BasketClosed):
        messages.info(request, _("Barang itu sudah tidak ada di keranjang."))
    else:
        _tell_change(request, quantity, now_in)
    return redirect("basket:summary")


def _add(request: HttpRequest, product: Product, quantity: int) -> None:
    before = sum(line.quantity for line in request.basket.all_lines() if line.product_id == product.pk)
    try:
        now_in = add_to_basket(basket=request.basket, product=product, quantity=quantity, story=in_form(request))
    except ShopOnLeave as leave:
        messages.error(request, str(leave))
    except SoldOut:
        messages.error(request, _("Maaf, barang itu sedang habis."))  # unnamed: it may not be for everybody's eyes yet
    except BasketClosed:
        messages.error(request, _("Keranjang ini baru saja dibayar. Silakan ulangi."))
    else:
        words = {"product": title_of(product), "quantity": now_in}
        if now_in < before + quantity:
            messages.warning(request, _("Hanya tersisa %(quantity)s %(product)s; semuanya ada di keranjang.") % words)
        else:
            messages.success(request, _("%(product)s masuk keranjang.") % words)


def _tell_change(request: HttpRequest, wanted: int, now_in: int) -> None:
    if wanted == 0:
        messages.success(request, _("Barang dikeluarkan dari keranjang."))
    elif now_in == 0:
        messages.error(request, _("Maaf, barang itu sedang habis."))
    elif now_in < wanted:
        messages.warning(request, _("Hanya tersisa %(quantity)s; jumlahnya kami sesuaikan.") % {"quantity": now_in})


def _chosen(product: Product, data: dict) -> Product | None:
    """Return what is to be bought: the product, or the parent's child that was chosen."""
    if not product.is_parent:
        return product
    child_id = _whole(data.get("child_id", ""))
    return product.children.select_related("parent").filter(pk=child_id).first()


def _whole(typed: str) -> int:
    """Return a typed whole number, or -1 for anything else."""
    typed = str(typed).strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1


def _next(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    if "\x00" in asked:
        raise BadRequest("next")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    is_address = asked.startswith(("/", "http")) and asked.isprintable() and len(asked) <= LONGEST_ADDRESS
    return asked if is_ours and is_address else reverse("basket:summary")
