"""/kelola/uang/pindah/: the operator's own money changes its place, and the books hear of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from market.ledger.actions import DifferentJournal
from market.ledger.models import Journal
from market.rupiah.fields import RupiahField
from market.settlement.labels import own_names
from market.settlement.moves import move_money, move_places
from market.settlement.office.desk import at_money_desk

MOST = 50
LARGEST = 10**12
LONGEST_AGO = timedelta(days=366)


class MoveForm(forms.Form):
    """From where, to where, how much, when, and what it was for."""

    key = forms.RegexField(
        r"^[0-9a-f]{32}$",
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(["required", "invalid"], "Formulir ini tidak utuh. Muat ulang halaman ini."),
    )
    source = forms.ChoiceField(label="Dari")
    target = forms.ChoiceField(label="Ke")
    amount = RupiahField(
        label="Jumlah (Rp)",
        min_value=1,
        max_value=LARGEST,
        error_messages={"required": "Isi berapa rupiah yang dipindahkan."},
    )
    on = forms.DateField(label="Tanggal", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    note = forms.CharField(
        label="Keterangan",
        max_length=150,
        help_text="Nomor referensi bank, atau untuk apa. Misalnya: setoran PPh 22 Oktober, NTPN 1234.",
        error_messages={"required": "Tulis nomor referensinya, atau untuk apa uangnya."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("source", "target"):
            self.fields[name].choices = [("", "Pilih"), *move_places()]  # type: ignore[attr-defined]

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError("Tanggal itu belum tiba.")
        if on < timezone.localdate() - LONGEST_AGO:
            raise forms.ValidationError("Tanggal itu lebih dari setahun yang lalu. Periksa tahunnya.")
        return on

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("source") and told.get("source") == told.get("target"):
            self.add_error("target", "Pilih tempat yang lain dari asalnya.")
        return told


@require_http_methods(["GET", "HEAD", "POST"])
@at_money_desk
def moves(request: HttpRequest) -> HttpResponse:
    """Write a move down, and list the latest."""
    form = MoveForm(request.POST or None, initial={"key": uuid4().hex, "on": timezone.localdate()})
    if request.method == "POST" and form.is_valid() and _move(request, form):
        return redirect("money:moves")
    latest = Journal.objects.of_kind("moved").with_entries().order_by("-happened_at", "-pk")[:MOST]
    context = {"form": form, "journals": latest, "names": own_names()}
    return render(request, "settlement/office/moves.html", context)


def _move(request: HttpRequest, form: MoveForm) -> bool:
    try:
        move_money(by=request.user, now=timezone.now(), **form.cleaned_data)
    except DifferentJournal:
        form.add_error(None, "Formulir ini sudah pernah dikirim dengan isi lain. Muat ulang halaman ini.")
        return False
    messages.success(request, "Dicatat di buku besar.")
    return True
