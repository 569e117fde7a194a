"""/jual/pembayaran/ and /jual/uang/kembali/: money that reached the seller straight, and money she gives back."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import F
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.paging import page_of
from market.gateways.bills.models import Bill
from market.settlement.templatetags.money import rupiah
from sellers.access import guard, in_name_of, makers_in, makers_left_in, with_own_shop
from sellers.confirming import confirm_bill, note_given_back
from sellers.forms_money import GivenBackForm
from sellers.money import bill_of, bills_to_check, refund_of, refunds_of, soon_to_give, with_buyers, with_orders

if TYPE_CHECKING:
    from django.db.models.fields.files import FieldFile
    from django.http import HttpRequest, HttpResponse

    from sellers.models import Seller
    from sellers.money import HerBill, HerRefund

SAID = "Toko memastikan uangnya sudah masuk"
TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


@require_safe
@with_own_shop
def payments(request: HttpRequest, shop: Seller) -> HttpResponse:
    """List what buyers are to pay her straight: where a photo says that they did, first."""
    page = page_of(bills_to_check(shop.partner, now=timezone.now()), request.GET.get("page", ""))
    context = {"shop": shop, "bills": with_orders(shop.partner, page.items), "page_obj": page, "here": "money"}
    return render(request, "sellers/payments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_own_shop
def payment(request: HttpRequest, shop: Seller, bill: str) -> HttpResponse:
    """Show one payment with its photo; take the word that the money is there."""
    found = _bill_of(request, shop, bill)
    if request.method == "POST":
        said = ("menyatakan uang sudah masuk", f"Pesanan {found.order.number}", found.bill.external_id)
        with in_name_of(request, makers_left_in(found.order), *said, is_apart=True):
            confirm_bill(found.bill, by=request.user, evidence=SAID)
        messages.success(request, f"Tercatat: {rupiah(found.bill.payable)} dari {found.first_name} sudah masuk.")
        return redirect("workshop:payments")
    context = {
        "shop": shop,
        "her": found,
        "is_paid": found.bill.state == Bill.State.CAPTURED,
        "is_closed": found.bill.state == Bill.State.CANCELLED,
        "here": "money",
    }
    return render(request, "sellers/payment.html", context)


@require_safe
@with_own_shop
def proof(request: HttpRequest, shop: Seller, bill: str) -> FileResponse:
    """Answer the photo by which a buyer shows that she paid this seller."""
    found = _bill_of(request, shop, bill)
    return private_file(found.bill.proof, name=f"bukti-{found.order.number}")


@require_safe
@with_own_shop
def refunds(request: HttpRequest, shop: Seller) -> HttpResponse:
    """List what she has to give back first, then what she gave back."""
    waiting_first = refunds_of(shop.partner).order_by(F("done_at").desc(nulls_first=True), "-pk")
    page = page_of(waiting_first, request.GET.get("page", ""))
    context = {
        "shop": shop,
        "refunds": with_buyers(shop.partner, page.items),
        "soon": soon_to_give(shop.partner),
        "page_obj": page,
        "here": "money",
    }
    return render(request, "sellers/refunds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_own_shop
def refund(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Say to whom money goes back, and take the word that it did."""
    found = _refund_of(request, shop, number)
    if found.refund.done_at:
        messages.info(request, "Pengembalian ini sudah tercatat.")
        return redirect("workshop:refunds")
    form = GivenBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = ("menyatakan uang sudah kembali", f"Pesanan {found.about.order.number}", found.refund.pk)
        with in_name_of(request, makers_in(found.about.order), *said, is_apart=True):
            note_given_back(found.refund, by=request.user, evidence=form.cleaned_data["evidence"])
        messages.success(request, f"Tercatat: {rupiah(found.refund.amount)} sudah kembali ke pembeli.")
        return redirect("workshop:refunds")
    context = {"shop": shop, "her": found, "form": form, "here": "money"}
    return render(request, "sellers/refund.html", context)


def private_file(file: FieldFile, *, name: str) -> FileResponse:
    """Answer a file out of the private store: a photo to look at, all else to keep; 404 when there is none."""
    if not file or not file.storage.exists(file.name):
        raise Http404
    suffix = PurePath(file.name).suffix.lower()
    response = FileResponse(
        file.open("rb"),
        content_type=TYPES.get(suffix, "application/octet-stream"),
        as_attachment=suffix not in TYPES,
        filename=f"{name}{suffix}",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _bill_of(request: HttpRequest, shop: Seller, number: str) -> HerBill:
    """Return one bill whose money reaches this shop straight; 404 for all else."""
    found = bill_of(shop.partner, number)
    guard(request, shop, makers_left_in(found.order))
    return found


def _refund_of(request: HttpRequest, shop: Seller, number: int) -> HerRefund:
    """Return one refund that this shop has to give; 404 for all else."""
    found = refund_of(shop.partner, number)
    guard(request, shop, makers_in(found.about.order))
    return found
