"""/kelola/uang/langsung/: money that goes straight to sellers; the desk steps in where a seller does not answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from market.gateways.bills.models import Bill, BillRefund
from market.settlement.direct import (
    MOST_WORDS,
    confirm_for_seller,
    note_given_back_for_seller,
    pay_back_for_seller,
    proved_bills,
    refunds_to_give,
    with_payments,
)
from market.settlement.office.bills import proof_of
from market.settlement.office.desk import at_money_desk
from market.settlement.payouts import own_places

PAGE = 50
MOST = 300


class ArrivedForm(forms.Form):
    """What the word rests on, and that the buyer's photo was looked at where there is one."""

    has_seen_proof = forms.BooleanField(
        label="Foto bukti dari pembeli sudah saya lihat",
        error_messages={"required": "Lihat dulu fotonya, lalu centang ini."},
    )
    note = forms.CharField(
        label="Dari mana Anda tahu uangnya sudah masuk ke toko?",
        max_length=MOST_WORDS,
        help_text="Toko membaca ini. Misalnya: Ibu Ros memastikan lewat telepon 21 November.",
        error_messages={"required": "Tulis dari mana Anda tahu uangnya sudah masuk."},
    )


class GivenBackForm(forms.Form):
    """Who has given the money back, the seller or the market in her stead, and what the word rests on."""

    paid_from = forms.ChoiceField(label="Siapa yang mengembalikan?", required=False)
    note = forms.CharField(
        label="Dari mana Anda tahu uangnya sudah kembali?",
        max_length=MOST_WORDS,
        help_text="Toko membaca ini. Misalnya: pembeli memastikan lewat telepon, bukti transfer toko ada.",
        error_messages={"required": "Tulis dari mana Anda tahu uangnya sudah kembali."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        market = [(code, f"Pasar, dari {name}") for code, name in own_places()]
        self.fields["paid_from"].choices = [("", "Toko sendiri"), *market]  # type: ignore[attr-defined]


@require_safe
@at_money_desk
def bills(request: HttpRequest) -> HttpResponse:
    """List what buyers say they have paid sellers straight, and what sellers still have to give back."""
    page = Paginator(proved_bills(timezone.now()), PAGE).get_page(request.GET.get("halaman"))
    refunds = list(refunds_to_give()[:MOST])
    back = zip(refunds, with_payments(refund.bill for refund in refunds), strict=True)
    context = {"page": page, "bills": with_payments(page), "back": list(back)}
    return render(request, "settlement/office/direct_bills.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_money_desk
def bill(request: HttpRequest, bill: str) -> HttpResponse:
    """Show one seller's bill with its photo; take the word that her money came, or that she gave it back."""
    found = _find(bill)
    arrived, given_back = _arrived_form(request, found), _refund_forms(request, found)
    if arrived.is_bound and arrived.is_valid():
        _confirm(request, found, arrived)
        return redirect("money:direct_bill", bill=bill)
    for refund, form in given_back:
        if form.is_bound and form.is_valid():
            _note_given_back(request, refund, form)
            return redirect("money:direct_bill", bill=bill)
    context = {
        "about": with_payments([found])[0],
        "people": found.partner.users.order_by("pk") if found.partner else [],
        "arrived": arrived,
        "given_back": given_back,
    }
    return render(request, "settlement/office/direct_bill.html", context)


@require_safe
@at_money_desk
def proof(request: HttpRequest, bill: str) -> FileResponse:
    """Send the buyer's photo; nobody but the seller and the desk sees it."""
    return proof_of(_find(bill))


def _find(external_id: str) -> Bill:
    sellers_own = Bill.objects.filter(partner__isnull=False).select_related("partner", "account", "confirmed_by")
    return get_object_or_404(sellers_own, external_id=external_id)


def _arrived_form(request: HttpRequest, bill: Bill) -> ArrivedForm:
    is_pressed = request.method == "POST" and "refund" not in request.POST
    form = ArrivedForm(request.POST if is_pressed else None)
    if not bill.proof:
        del form.fields["has_seen_proof"]
    return form


def _refund_forms(request: HttpRequest, bill: Bill) -> list[tuple[BillRefund, GivenBackForm]]:
    """Return what she has to give back, or gave, each with its form; the one that was pressed with what was typed."""
    pressed = request.POST.get("refund")
    return [
        (refund, GivenBackForm(request.POST if pressed == str(refund.pk) else None, auto_id=f"id_{refund.pk}_%s"))
        for refund in bill.refunds.select_related("bill__partner", "done_by").order_by("pk")
    ]


def _confirm(request: HttpRequest, bill: Bill, form: ArrivedForm) -> None:
    told = form.cleaned_data
    if bill.state == Bill.State.CAPTURED:
        messages.info(request, "Uang ini sudah tercatat.")
        return
    has_seen = told.get("has_seen_proof", False)
    confirm_for_seller(bill=bill, by=request.user, note=told["note"], has_seen_proof=has_seen, at=timezone.now())
    messages.success(request, "Dicatat. Toko diberi tahu, pesanannya ditandai dibayar sebentar lagi.")


def _note_given_back(request: HttpRequest, refund: BillRefund, form: GivenBackForm) -> None:
    told: dict[str, Any] = {"refund": refund, "by": request.user, "note": form.cleaned_data["note"]}
    if form.cleaned_data["paid_from"]:
        pay_back_for_seller(paid_from=form.cleaned_data["paid_from"], at=timezone.now(), **told)
    else:
        note_given_back_for_seller(at=timezone.now(), **told)
    messages.success(request, "Dicatat. Toko diberi tahu, dan pembeli melihatnya di halaman pembeliannya.")
