"""/kelola/uang/rekening/: shops' accounts are checked before money goes there; the operator's own are entered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from market.accounts.models import User
from market.accounts.proof import second_proof_required
from market.accounts.roles import OPERATOR
from market.gateways.bills.banks import BANKS
from market.gateways.bills.details import UnusableAccount
from market.gateways.bills.models import ReceivingAccount
from market.gateways.bills.receiving import (
    AccountThere,
    NotWaiting,
    OwnAccount,
    change_account,
    check_account,
    enter_account,
    standing_of,
    stop_change,
)
from market.settlement.office.desk import at_money_desk

Kind = ReceivingAccount.Kind
MOST = 300


class BankForm(forms.Form):
    """The operator's own bank account."""

    bank = forms.ChoiceField(label="Bank", choices=[("", "Pilih bank"), *((bank.code, bank.name) for bank in BANKS)])
    number = forms.CharField(label="Nomor rekening", max_length=30, widget=forms.TextInput({"inputmode": "numeric"}))
    holder = forms.CharField(label="Atas nama", max_length=100)


class QrisForm(forms.Form):
    """The operator's own QRIS, as the text in its code."""

    payload = forms.CharField(
        label="Isi kode QRIS", max_length=1000, widget=forms.Textarea({"rows": 3}), help_text="Mulai dengan 000201."
    )


FORMS: dict[str, type[forms.Form]] = {Kind.BANK.value: BankForm, Kind.QRIS.value: QrisForm}


@require_safe
@at_money_desk
def accounts(request: HttpRequest) -> HttpResponse:
    """List what waits to be checked, and the operator's own accounts."""
    waiting = ReceivingAccount.objects.filter(state=ReceivingAccount.State.WAITING).select_related("partner__village")
    context = {
        "waiting": waiting.filter(checked_at=None).order_by("entered_at")[:MOST],
        "checked": waiting.exclude(checked_at=None).order_by("active_from")[:MOST],
        "own": [(kind, standing_of(partner=None, kind=kind.value)) for kind in Kind],
    }
    return render(request, "settlement/office/accounts.html", context)


@require_safe
@at_money_desk
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one account beside the one that it would replace."""
    found = get_object_or_404(ReceivingAccount.objects.select_related("partner", "entered_by", "checked_by"), pk=pk)
    former = standing_of(partner=found.partner, kind=found.kind).in_use
    context = {"account": found, "former": former if former != found else None}
    return render(request, "settlement/office/receiving.html", context)


@require_POST
@at_money_desk
@second_proof_required
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the operator's word that the account is the shop's own."""
    found = get_object_or_404(ReceivingAccount, pk=pk)
    if found.partner_id is None and found.entered_by_id == request.user.pk and _other_keepers(request):
        messages.error(request, "Rekening yang Anda masukkan sendiri harus diperiksa orang lain.")
        return redirect("money:accounts")
    try:
        check_account(account=found, by=request.user, now=timezone.now())
    except OwnAccount:
        messages.error(request, "Rekening yang Anda masukkan sendiri harus diperiksa orang lain.")
    except NotWaiting:
        messages.info(request, "Rekening ini tidak menunggu lagi.")
    else:
        messages.success(request, "Diperiksa. Dipakai sekarang, atau begitu waktu tunggunya habis.")
    return redirect("money:accounts")


@require_POST
@at_money_desk
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop an account that should not be used; everybody who heard of it hears why."""
    found = get_object_or_404(ReceivingAccount, pk=pk)
    note = request.POST.get("note", "").strip().replace("\x00", "")[:200]
    try:
        stop_change(account=found, by=request.user, now=timezone.now(), note=note)
    except NotWaiting:
        messages.info(request, "Rekening ini sudah dipakai.")
    else:
        messages.success(request, "Dihentikan. Toko sudah diberi tahu.")
    return redirect("money:accounts")


@require_http_methods(["GET", "HEAD", "POST"])
@at_money_desk
@second_proof_required
def own(request: HttpRequest, kind: str) -> HttpResponse:
    """Enter the operator's own account, or the one that will replace it; the other keepers hear of a change."""
    if kind not in FORMS:
        raise Http404
    form = FORMS[kind](request.POST) if request.method == "POST" else FORMS[kind]()
    if form.is_valid() and _keep(request, kind, form):
        return redirect("money:accounts")
    context = {"form": form, "kind": Kind(kind), "standing": standing_of(partner=None, kind=kind)}
    return render(request, "settlement/office/own_account.html", context)


def _keep(request: HttpRequest, kind: str, form: forms.Form) -> bool:
    told: dict[str, Any] = {"partner": None, "kind": kind, "by": request.user, "now": timezone.now()}
    try:
        if standing_of(partner=None, kind=kind).in_use:
            change_account(**told, also_tell=_other_keepers(request), **form.cleaned_data)
        else:
            enter_account(**told, **form.cleaned_data)
    except UnusableAccount as unusable:
        form.add_error(unusable.field, str(unusable))
        return False
    except AccountThere as there:
        form.add_error(None, str(there))
        return False
    messages.success(request, "Disimpan. Seorang pengelola perlu memeriksanya sebelum dipakai.")
    return True


def _other_keepers(request: HttpRequest) -> list[str]:
    keepers = User.objects.filter(is_active=True, groups__name=OPERATOR, regency=None)
    return list(keepers.exclude(pk=request.user.pk).values_list("phone", flat=True).distinct())
