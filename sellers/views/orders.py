"""/jual/pesanan/: what was bought from this shop; nothing of anybody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.paging import page_of
from market.settlement.models import Refund
from market.settlement.refunds import InDispute
from market.settlement.statement import order_line
from market.settlement.templatetags.money import rupiah
from market.shop.order.actions import (
    HoldStays,
    NotCancellable,
    NotPaid,
    can_answer,
    can_cancel,
    cancel_order,
)
from market.shop.order.seller_orders import called_off_orders_of, orders_of
from market.shop.order.status import LEFT, OVER, TO_PACK, Status
from sellers.access import in_name_of, makers_left_in, order_of_shop, with_own_shop
from sellers.forms_money import CancelForm
from sellers.handing_over import hand_over_form, is_collected, take_cash
from sellers.money import cash_bill_of, direct_money_of
from sellers.registers.merge import Author
from sellers.sync.parcels import give

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from market.gateways.bills.models import Bill
    from market.shop.order.models import Order
    from sellers.forms import HandOverForm
    from sellers.models import Seller


@require_safe
@with_own_shop
def orders(request: HttpRequest, shop: Seller) -> HttpResponse:
    """List this shop's orders, newest first; those that are off have a list of their own."""
    is_off = request.GET.get("lihat") == "batal"
    listed = called_off_orders_of(shop.partner) if is_off else orders_of(shop.partner)
    page = page_of(listed, request.GET.get("page", ""))
    context = {"shop": shop, "orders": page.items, "page_obj": page, "is_off": is_off, "here": "orders"}
    return render(request, "sellers/orders.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_own_shop
def order(request: HttpRequest, shop: Seller, number: str) -> HttpResponse:
    """Show what to pack, for whom and until when; take the word that it was handed over."""
    found = order_of_shop(request, shop, number)
    bill = cash_bill_of(shop.partner, found)
    form = hand_over_form(request.POST if request.method == "POST" else None, found, bill)
    if request.method == "POST" and form.is_valid():
        _hand_over(request, shop, found, form, bill)
        return redirect("workshop:order", number=found.number)
    context = {
        "shop": shop,
        "order": found,
        "form": form,
        "is_collected": is_collected(found),
        "is_off": found.status in OVER,
        "waits": found.status in TO_PACK,
        "parcel": next(iter(found.parcels.all()), None),
        "cash": bill,
        "can_cancel": can_cancel(found),
        "can_answer": can_answer(found),
        **_money(found),
        "here": "orders",
    }
    return render(request, "sellers/order.html", context)


@require_POST
@with_own_shop
def cash(request: HttpRequest, shop: Seller, number: str) -> HttpResponse:
    """Take the word that an order's cash has come, also after it was handed over."""
    found = order_of_shop(request, shop, number)
    bill = cash_bill_of(shop.partner, found)
    if bill:
        _take_cash(request, found, bill)
    else:
        messages.info(request, "Uang pesanan ini sudah tercatat.")
    return redirect("workshop:order", number=found.number)


@require_http_methods(["GET", "HEAD", "POST"])
@with_own_shop
def cancel(request: HttpRequest, shop: Seller, number: str) -> HttpResponse:
    """Tidak bisa saya penuhi: say what happens with the money, ask why, and call the order off."""
    found = order_of_shop(request, shop, number)
    if not can_cancel(found):
        messages.info(request, "Pesanan ini tidak bisa dibatalkan lagi.")
        return redirect("workshop:order", number=found.number)
    form = CancelForm(request.POST or None)
    hers = direct_money_of(shop.partner, found)
    if request.method == "POST" and form.is_valid():
        return _cancel(request, found, form.cleaned_data["reason"], hers)
    context = {
        "shop": shop,
        "order": found,
        "form": form,
        "hers": hers,
        "is_paid": found.status == Status.PAID,
        "came_home": found.status in LEFT,
        "here": "orders",
    }
    return render(request, "sellers/cancel.html", context)


def _money(found: Order) -> dict[str, Any]:
    refunds = Refund.objects.filter(split__order=found).order_by("pk")
    return {"line": order_line(order_id=found.pk, now=timezone.now()), "refunds": refunds}


def _hand_over(request: HttpRequest, shop: Seller, found: Order, form: HandOverForm, bill: Bill | None) -> None:
    answers = form.cleaned_data
    try:
        author = Author(by=request.user, made_at=timezone.now(), operation=str(uuid4()))
        carried = {name: answers[name] for name in ("carrier", "tracking_number")}
        with in_name_of(
            request, makers_left_in(found), "menyerahkan pesanan", f"Pesanan {found.number}", found.number
        ):
            otherwise = give(shop=shop, order=found, author=author, **carried)
    except NotPaid:
        messages.error(request, "Pesanan ini tidak bisa diserahkan. Lihat keadaannya di bawah.")
        return
    if otherwise:
        messages.warning(request, otherwise)
    else:
        messages.success(request, "Tercatat. Pembeli sudah diberi tahu.")
    if bill and answers.get("cash_came"):
        _take_cash(request, found, bill)


def _take_cash(request: HttpRequest, found: Order, bill: Bill) -> None:
    said = ("menyatakan uang tunai sudah diterima", f"Pesanan {found.number}", found.number)
    with in_name_of(request, makers_left_in(found), *said, is_apart=True):
        told = take_cash(bill, by=request.user)
    messages.success(request, told)


def _cancel(request: HttpRequest, found: Order, reason: str, hers: int) -> HttpResponse:
    said = ("meminta pembatalan pesanan", f"Pesanan {found.number}", found.number)
    try:
        with in_name_of(request, makers_left_in(found), *said, is_apart=True):
            cancel_order(order=found, reason=reason, by=request.user)
    except NotCancellable:
        messages.error(request, "Pesanan ini tidak bisa dibatalkan lagi. Lihat keadaannya di bawah.")
        return redirect("workshop:order", number=found.number)
    except HoldStays:
        messages.warning(request, "Kami belum bisa memastikan pembayarannya. Coba lagi sebentar.")
        return redirect("workshop:order", number=found.number)
    except InDispute:
        messages.error(request, "Uangnya sedang disengketakan di bank pembeli. Hubungi petugas Pasar Hulu.")
        return redirect("workshop:order", number=found.number)
    told = f"Pesanan {found.number} dibatalkan. Pembeli sudah diberi tahu."
    if hers:
        told += f" Kembalikan {rupiah(hers)} ke pembeli: lihat “Uang yang harus Anda kembalikan”."
    messages.success(request, told)
    return redirect("workshop:refunds" if hers else "workshop:orders")
