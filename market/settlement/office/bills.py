"""/kelola/uang/tagihan/: money that buyers say they have sent to the operator; a person looks and says yes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from market.gateways.bills.actions import WrongAmount, confirm
from market.gateways.bills.models import Bill
from market.rupiah.fields import RupiahField
from market.settlement.office.desk import at_money_desk, private_photo

PAGE = 50


class ConfirmForm(forms.Form):
    """What the word rests on, and how much came when it was another sum."""

    evidence = forms.CharField(
        label="Dasar kepastian",
        max_length=200,
        help_text="Misalnya: terlihat di mutasi Bankaltimtara 21 November.",
        error_messages={"required": "Tulis dari mana Anda tahu uangnya sudah masuk."},
    )
    received = RupiahField(
        label="Jumlah yang masuk (Rp)", required=False, help_text="Isi bila jumlahnya bukan persis yang diminta."
    )


@require_safe
@at_money_desk
def bills(request: HttpRequest) -> HttpResponse:
    """List the operator's bills that wait, those with a proof first; also closed ones whose buyers say they paid."""
    waiting = (
        Bill.objects.may_still_come(timezone.now())
        .filter(partner=None)
        .exclude(state=Bill.State.CANCELLED, proof_at=None)
        .select_related("account")
        .order_by(F("proof_at").asc(nulls_last=True), "created_at", "pk")
    )
    page = Paginator(waiting, PAGE).get_page(request.GET.get("halaman"))
    return render(request, "settlement/office/bills.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@at_money_desk
def bill(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one of the operator's bills with its proof; take the word that its money has come."""
    found = get_object_or_404(Bill.objects.select_related("account", "confirmed_by"), pk=pk, partner=None)
    form = ConfirmForm(request.POST) if request.method == "POST" else ConfirmForm()
    if form.is_valid() and _confirm(request, found, form):
        return redirect("money:bills")
    return render(request, "settlement/office/bill.html", {"bill": found, "form": form})


@require_safe
@at_money_desk
def proof(request: HttpRequest, pk: int) -> FileResponse:
    """Send the buyer's photo; no address outside the office (and her own page) leads to it."""
    return proof_of(get_object_or_404(Bill, pk=pk, partner=None))


def proof_of(bill: Bill) -> FileResponse:
    """Return a bill's photo out of the private store; 404 when there is none."""
    return private_photo(bill.proof)


def _confirm(request: HttpRequest, bill: Bill, form: ConfirmForm) -> bool:
    told: dict[str, Any] = form.cleaned_data
    try:
        confirm(bill_id=bill.pk, by=request.user, at=timezone.now(), **told)
    except WrongAmount:
        form.add_error("received", "Jumlah itu tidak cocok dengan tagihan ini. Periksa lagi, atau cari tagihan lain.")
        return False
    messages.success(request, "Dicatat. Pesanannya ditandai dibayar sebentar lagi.")
    return True
