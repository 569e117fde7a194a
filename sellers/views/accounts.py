"""/jual/uang/rekening/: where the seller's money goes: a bank account and a QRIS, entered once, changed slowly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from market.accounts.proof import ask_proof, is_in_time
from market.gateways.bills.receiving import (
    AccountStanding,
    AccountThere,
    NothingToChange,
    NotWaiting,
    UnusableAccount,
    change_account,
    enter_account,
    standing_of,
    stop_change,
)
from sellers.access import with_open_shop, with_own_shop
from sellers.forms_money import AccountForm, BankForm, QrisForm
from sellers.money import accounts_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from sellers.models import Seller

FORMS: dict[str, type[AccountForm]] = {"bank": BankForm, "qris": QrisForm}
NAMES = {"bank": "Rekening bank", "qris": "QRIS"}
KEPT = "sellers.account"
HISTORY = 20


@require_safe
@with_own_shop
def accounts(request: HttpRequest, shop: Seller) -> HttpResponse:
    """Show what takes her money in now, what waits, and what was before."""
    context = {
        "shop": shop,
        "kinds": [
            {"code": kind, "name": name, "standing": standing_of(partner=shop.partner, kind=kind)}
            for kind, name in NAMES.items()
        ],
        "history": accounts_of(shop.partner)[:HISTORY],
        "hours": settings.ACCOUNT_CHANGE_HOURS,
        "may_change": shop.is_listing,
        "now": timezone.now(),
        "here": "money",
    }
    return render(request, "sellers/accounts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_open_shop
def account(request: HttpRequest, shop: Seller, kind: str) -> HttpResponse:
    """Ask for an account, show it back, and keep it once it is confirmed.

    A change wants a fresh proof, another than signing in. What was typed before it waits in the session.
    """
    standing = _standing(shop, kind)
    if standing.waiting:
        messages.info(request, "Sudah ada yang menunggu. Batalkan dulu yang itu bila ingin menggantinya.")
        return redirect("workshop:accounts")
    form = _form(request, kind)
    if standing.in_use and not is_in_time(request, is_signing_in_enough=False):
        _keep_typed(request, kind, form)
        return ask_proof(request, request.path)
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        if "keep" not in request.POST:
            return _show(request, shop, kind, form, standing, is_shown_back=True)
        if _keep(request, shop, form, standing):
            return redirect("workshop:accounts")
    return _show(request, shop, kind, form, standing)


@require_POST
@with_own_shop
def stop(request: HttpRequest, shop: Seller, kind: str) -> HttpResponse:
    """Batalkan: drop the account that waits; the one in use stays."""
    waiting = _standing(shop, kind).waiting
    if waiting is None:
        messages.info(request, "Tidak ada yang menunggu.")
        return redirect("workshop:accounts")
    try:
        stop_change(account=waiting, by=request.user, now=timezone.now())
    except NotWaiting:
        messages.error(request, "Terlambat: yang baru sudah dipakai. Ganti lagi bila salah.")
    else:
        messages.success(request, "Dibatalkan. Yang dipakai tidak berubah.")
    return redirect("workshop:accounts")


def _standing(shop: Seller, kind: str) -> AccountStanding:
    if kind not in FORMS:
        raise Http404
    return standing_of(partner=shop.partner, kind=kind)


def _form(request: HttpRequest, kind: str) -> AccountForm:
    if request.method == "POST":
        return FORMS[kind](request.POST, request.FILES)
    return FORMS[kind](initial=request.session.get(KEPT, {}).get(kind))


def _keep_typed(request: HttpRequest, kind: str, form: AccountForm) -> None:
    """Keep what was typed, right or wrong, until the proof is there; of a photo its text."""
    if request.method != "POST":
        return
    form.is_valid()
    names = [name for name in form.fields if name != "photo"]
    typed = {name: str(form.data.get(name, ""))[:600].replace("\x00", "") for name in names}
    if form.details:
        typed |= {name: text for name, text in form.typed().items() if text}
    request.session[KEPT] = {kind: typed}


def _keep(request: HttpRequest, shop: Seller, form: AccountForm, standing: AccountStanding) -> bool:
    """Keep the account; return whether it was, or say beside the field, or above the page, why not."""
    act = change_account if standing.in_use else enter_account
    try:
        act(partner=shop.partner, kind=form.kind, by=request.user, now=timezone.now(), **form.typed())
    except UnusableAccount as trouble:
        form.add_error(trouble.field, str(trouble))
        return False
    except (AccountThere, NothingToChange):
        messages.info(request, "Keadaannya sudah berubah. Lihat di bawah.")
        return True
    request.session.pop(KEPT, None)
    messages.success(request, "Tersimpan. Petugas akan memeriksanya; kami kirim pesan begitu dipakai.")
    return True


def _show(
    request: HttpRequest,
    shop: Seller,
    kind: str,
    form: AccountForm,
    standing: AccountStanding,
    *,
    is_shown_back: bool = False,
) -> HttpResponse:
    context: dict[str, Any] = {
        "shop": shop,
        "kind": kind,
        "name": NAMES[kind],
        "form": form,
        "details": form.details if is_shown_back else None,
        "typed": form.typed() if is_shown_back else {},
        "in_use": standing.in_use,
        "hours": settings.ACCOUNT_CHANGE_HOURS,
        "here": "money",
    }
    template = "sellers/account_check.html" if is_shown_back else "sellers/account.html"
    return render(request, template, context)
