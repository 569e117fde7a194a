"""`/akun/favorit/` and `/akun/kabari/`: pressed on product pages, which are the same for everybody and have no token.

Who is not signed in is led to sign in; what she wished is kept in her session meanwhile, never in an address, which
anybody could send her.
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.models import Product
from catalogue.wording import title_of
from market.pagecache.origin import from_our_own_pages
from market.shop.keeping.kept import favourites_of, waits_of
from market.shop.keeping.wishes import (
    AlreadyThere,
    TooMany,
    drop_favourite,
    keep_favourite,
    stop_waiting,
    wait_for,
)

KEY = "wish"
PER_PAGE = 24


@never_cache
@require_safe
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """Show what a person has kept, and what she waits for."""
    page: Page = Paginator(favourites_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "keeping/favourites.html", {"page": page, "waits": waits_of(request.user)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@from_our_own_pages
def favourite(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a product, or forget it."""
    return _wish(request, pk, "favourite", _keep, drop_favourite)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@from_our_own_pages
def wait(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a person wants to hear when a product is back, or does not any more."""
    return _wish(request, pk, "wait", _wait, stop_waiting)


def _wish(
    request: HttpRequest,
    pk: int,
    name: str,
    grant: Callable[[HttpRequest, Product], None],
    drop: Callable[..., None],
) -> HttpResponse:
    if request.method == "POST" and request.POST.get("do") == "drop":
        if request.user.is_authenticated:
            drop(user=request.user, product_id=pk)
        return _back(request, pk)
    product = get_object_or_404(Product.objects.on_sale(), pk=pk)
    if not request.user.is_authenticated:
        if request.method == "POST":
            request.session[KEY] = [name, pk]
            messages.info(request, _("Masuk dulu dengan nomor telepon Anda. Setelah itu langsung kami catat."))
        return redirect_to_login(request.path)
    if request.method == "POST" or request.session.get(KEY) == [name, pk]:
        request.session.pop(KEY, None)
        grant(request, product)
    return redirect(product.get_absolute_url())


def _keep(request: HttpRequest, product: Product) -> None:
    try:
        keep_favourite(user=request.user, product=product)
    except TooMany:
        messages.error(request, _("Barang simpanan Anda sudah penuh. Hapus beberapa dahulu."))
    else:
        messages.success(request, _("%(product)s disimpan di akun Anda.") % {"product": title_of(product)})


def _wait(request: HttpRequest, product: Product) -> None:
    words = {"product": title_of(product)}
    try:
        wait_for(user=request.user, product=product, language=get_language() or "id")
    except AlreadyThere:
        messages.info(request, _("%(product)s sudah ada lagi.") % words)
    except TooMany:
        messages.error(request, _("Anda sudah menunggu terlalu banyak barang. Hentikan beberapa dahulu."))
    else:
        messages.success(request, _("Kami kabari lewat pesan begitu %(product)s ada lagi.") % words)


def _back(request: HttpRequest, pk: int) -> HttpResponse:
    """Go back to where it was pressed: the product's page, or the list."""
    product = None if request.POST.get("from") == "list" else Product.objects.on_sale().filter(pk=pk).first()
    return redirect(product.get_absolute_url() if product else "keeping:favourites")
