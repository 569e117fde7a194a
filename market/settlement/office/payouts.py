"""/kelola/uang/pencairan/: what sellers have earned is prepared, sent to bank or treasurer, and marked paid."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from market.pictures.files import clean_file
from market.pictures.pipeline import UnusablePicture
from market.settlement.accounts import TREASURER
from market.settlement.models import SellerPayout
from market.settlement.office.desk import at_money_desk, private_photo
from market.settlement.office.files import as_file
from market.settlement.payouts import (
    HEADINGS,
    OPEN,
    NotOpen,
    mark_failed,
    mark_paid,
    own_places,
    payout_rows,
    prepare_payouts,
)

PAGE = 50


class UntilForm(forms.Form):
    """Up to which day what was earned is paid out; yesterday at the latest, as today is not over."""

    until = forms.DateField(
        label="Pesanan sampai tanggal", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until >= timezone.localdate():
            raise forms.ValidationError("Pilih hari kemarin atau sebelumnya.")
        return until


class PaidForm(forms.Form):
    """From where it was paid, and the slip or the signed list."""

    paid_from = forms.ChoiceField(label="Dibayar dari")
    proof = forms.FileField(
        label="Foto bukti (slip bank atau tanda tangan)", error_messages={"required": "Lampirkan foto buktinya."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paid_from"].choices = own_places()  # type: ignore[attr-defined]

    def clean_proof(self) -> Any:
        try:
            return clean_file(self.cleaned_data["proof"])
        except UnusablePicture as unusable:
            raise forms.ValidationError(str(unusable)) from unusable


class FailedForm(forms.Form):
    """Why the money did not arrive."""

    note = forms.CharField(
        label="Mengapa gagal?", max_length=200, error_messages={"required": "Tulis mengapa pencairan ini gagal."}
    )


@require_safe
@at_money_desk
def payouts(request: HttpRequest) -> HttpResponse:
    """List the payouts, open ones first, newest first."""
    listed = SellerPayout.objects.select_related("partner", "account").order_by("-created_at", "-pk")
    context = {
        "open": list(listed.filter(status__in=OPEN)[:500]),
        "page": Paginator(listed.exclude(status__in=OPEN), PAGE).get_page(request.GET.get("halaman")),
        "form": UntilForm(initial={"until": timezone.localdate() - timedelta(days=1)}),
    }
    return render(request, "settlement/office/payouts.html", context)


@require_POST
@at_money_desk
def prepare(request: HttpRequest) -> HttpResponse:
    """Prepare a payout for every seller who has something to get."""
    form = UntilForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["until"][0])
        return redirect("money:payouts")
    made = prepare_payouts(until=form.cleaned_data["until"], now=timezone.now(), by=request.user)
    if made:
        messages.success(request, f"{len(made)} pencairan disiapkan.")
    else:
        messages.info(request, "Tidak ada toko yang haknya mencapai batas pencairan.")
    return redirect("money:payouts")


@require_POST
@at_money_desk
def export(request: HttpRequest, form: str) -> HttpResponse:
    """Send the open payouts as a file for the bank or the treasurer, CSV or XLSX; from then on they count as sent."""
    if form not in HEADINGS:
        raise Http404
    rows = payout_rows(payouts=SellerPayout.objects.filter(status__in=OPEN), form=form, now=timezone.now())
    name = f"pencairan-{'bank' if form == 'bank' else 'bendahara'}-{timezone.localdate()}"
    return as_file(rows, name=name, kind=request.POST.get("jenis", ""), title="Pencairan")


@require_http_methods(["GET", "HEAD", "POST"])
@at_money_desk
def payout(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what one payout settles; mark it paid with a proof, or failed with a reason."""
    found = get_object_or_404(SellerPayout.objects.select_related("partner", "account"), pk=pk)
    paid, failed = PaidForm(initial={"paid_from": None if found.account else TREASURER.code}), FailedForm()
    if request.method == "POST" and request.POST.get("do") == "failed":
        failed = FailedForm(request.POST)
        if failed.is_valid():
            mark_failed(payout=found, note=failed.cleaned_data["note"], by=request.user, now=timezone.now())
            messages.success(request, "Dicatat gagal. Hak toko ikut pencairan berikutnya.")
            return redirect("money:payout", pk=pk)
    elif request.method == "POST":
        paid = PaidForm(request.POST, request.FILES)
        if paid.is_valid():
            _mark_paid(request, found, paid.cleaned_data)
            return redirect("money:payout", pk=pk)
    context = {
        "payout": found,
        "transfers": found.transfers.select_related("order").order_by("pk"),
        "is_open": found.status in OPEN,
        "paid": paid,
        "failed": failed,
    }
    return render(request, "settlement/office/payout.html", context)


@require_safe
@at_money_desk
def proof(request: HttpRequest, pk: int) -> FileResponse:
    """Send the photo of the slip; no address outside the office leads to it."""
    found = get_object_or_404(SellerPayout, pk=pk)
    return private_photo(found.proof)


def _mark_paid(request: HttpRequest, payout: SellerPayout, told: dict[str, Any]) -> None:
    try:
        mark_paid(payout=payout, by=request.user, now=timezone.now(), **told)
    except NotOpen:
        messages.error(request, "Pencairan ini sudah gagal. Siapkan yang baru.")
    else:
        messages.success(request, "Dicatat dibayar.")
