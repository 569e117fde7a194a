"""/jual/pesanan/<number>/barang/<line>/: the seller says of one line whether she will send it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from market.settlement.refunds import InDispute
from market.settlement.templatetags.money import rupiah
from market.shop.order.actions import HoldStays, NotAnswerable, accept_line, can_answer, decline_line
from market.shop.order.status import DECLINED, Status
from sellers.access import in_name_of, line_of_shop, makers_of, with_own_shop
from sellers.forms_money import CancelForm
from sellers.money import direct_money_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from market.shop.order.models import Line, Order
    from sellers.models import Producer, Seller

TOO_LATE = "Barang ini tidak bisa dijawab lagi. Lihat keadaan pesanannya di bawah."


@require_POST
@with_own_shop
def accept(request: HttpRequest, shop: Seller, number: str, line: int) -> HttpResponse:
    """Take the word that she will send it."""
    order, found = line_of_shop(request, shop, number, line)
    try:
        with in_name_of(request, _makers(found), "menerima pesanan barang", _called(order, found), order.number):
            accept_line(line=found, by=request.user)
    except NotAnswerable:
        messages.info(request, TOO_LATE)
    else:
        messages.success(request, f"{found.title} Anda terima. Pembeli bisa melihatnya.")
    return redirect("workshop:order", number=order.number)


@require_http_methods(["GET", "HEAD", "POST"])
@with_own_shop
def decline(request: HttpRequest, shop: Seller, number: str, line: int) -> HttpResponse:
    """Say what happens with the money, ask why, and call the line off."""
    order, found = line_of_shop(request, shop, number, line)
    if not can_answer(order) or found.is_declined:
        messages.info(request, TOO_LATE)
        return redirect("workshop:order", number=order.number)
    form = CancelForm(request.POST or None)
    hers, is_last = direct_money_of(shop.partner, order), not _others(order, found)
    amount = (hers or order.owed()) if is_last else found.owed
    if request.method == "POST" and form.is_valid():
        return _decline(request, order, found, form.cleaned_data["reason"], amount if hers else 0)
    context = {
        "shop": shop,
        "order": order,
        "line": found,
        "form": form,
        "amount": amount,
        "is_last": is_last,
        "is_hers": bool(hers),
        "is_paid": order.status == Status.PAID,
        "here": "orders",
    }
    return render(request, "sellers/decline_line.html", context)


def _makers(line: Line) -> Iterable[Producer]:
    return makers_of(line.product) if line.product else ()


def _called(order: Order, line: Line) -> str:
    return f"{line.title}, pesanan {order.number}"


def _others(order: Order, line: Line) -> bool:
    return order.lines.exclude(pk=line.pk).exclude(status__in=DECLINED).exists()


def _decline(request: HttpRequest, order: Order, line: Line, reason: str, hers: int) -> HttpResponse:
    said = ("meminta pembatalan barang", _called(order, line), order.number)
    try:
        with in_name_of(request, _makers(line), *said, is_apart=True):
            decline_line(line=line, reason=reason, by=request.user)
    except NotAnswerable:
        messages.info(request, TOO_LATE)
    except HoldStays:
        messages.warning(request, "Kami belum bisa memastikan pembayarannya. Coba lagi sebentar.")
    except InDispute:
        messages.error(request, "Uangnya sedang disengketakan di bank pembeli. Hubungi petugas Pasar Hulu.")
    else:
        told = f"{line.title} tidak jadi dikirim. Pembeli sudah diberi tahu."
        if hers:
            told += f" Kembalikan {rupiah(hers)} ke pembeli: lihat “Uang yang harus Anda kembalikan”."
        messages.success(request, told)
    return redirect("workshop:order", number=order.number)
