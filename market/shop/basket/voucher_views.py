"""Typing a voucher into the basket, and taking it out again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from market.accounts.counting import count, counted
from market.accounts.networks import network_of
from market.shop.basket.actions import BasketClosed
from market.shop.basket.vouchers import UnusableVoucher, add_voucher, remove_voucher

LONGEST_CODE = 128
TRIES = 20
TRIES_FROM_ONE_PLACE = 300
"""A whole village sits behind one address; a new basket is made in a moment."""

WITHIN = 3600  # seconds


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Take a voucher's code; wrong ones are counted, so that nobody finds codes by trying."""
    code = request.POST.get("code", "").replace("\x00", "")[:LONGEST_CODE]
    if not _may_try(request):
        messages.error(request, _("Terlalu banyak kode yang salah. Coba lagi satu jam lagi."))
        return redirect("basket:summary")
    try:
        name = add_voucher(basket=request.basket, code=code, user=request.user)
    except UnusableVoucher:
        _count_wrong(request)
        messages.error(request, _("Kode voucher ini tidak bisa dipakai. Periksa tulisannya dan masa berlakunya."))
    except BasketClosed:
        messages.error(request, _("Keranjang ini baru saja dibayar. Silakan ulangi."))
    else:
        messages.success(request, _("Voucher %(name)s dipakai.") % {"name": name})
    return redirect("basket:summary")


@require_POST
def remove(request: HttpRequest, voucher_id: int) -> HttpResponse:
    """Take a voucher out."""
    try:
        remove_voucher(basket=request.basket, voucher_id=voucher_id)
    except BasketClosed:
        messages.error(request, _("Keranjang ini baru saja dibayar. Silakan ulangi."))
    else:
        messages.success(request, _("Voucher dikeluarkan."))
    return redirect("basket:summary")


def _tries(request: HttpRequest) -> dict[str, int]:
    """Return under which keys wrong codes are counted, each with how many there may be."""
    return {
        f"voucher-tries:{request.basket.pk or request.session.session_key}": TRIES,
        f"voucher-tries:from:{network_of(request)}": TRIES_FROM_ONE_PLACE,
    }


def _may_try(request: HttpRequest) -> bool:
    return all(counted(key) < most for key, most in _tries(request).items())


def _count_wrong(request: HttpRequest) -> None:
    for key in _tries(request):
        count(key, within=WITHIN)
