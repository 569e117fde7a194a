"""`/akun/bukti/`: prove once more that it is you, then go on to where you were going."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import RateLimited
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from market.accounts.factor_forms import FactorProofForm
from market.accounts.forms import CodeForm, is_whole
from market.accounts.phones import write_phone
from market.accounts.proof import ask_proof, record_phone_proof
from market.accounts.proof_codes import SentCode, forget_code, may_guess, send_proof_code, sent_code, take_proof_try
from market.accounts.second_factor import is_set_up
from market.accounts.views.sign_in import too_many_codes, too_many_guesses


@never_cache
@login_required
def prove(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor, or for a code sent to the number of who has none."""
    if is_set_up(request.user):
        return _by_factor(request)
    if request.method == "POST" and request.POST.get("action") == "send":
        return _send(request)
    sent = sent_code(request)
    if sent and request.method == "POST":
        return _by_phone(request, sent)
    if request.method == "POST":
        messages.error(request, _("Kode sudah lewat 5 menit. Minta kode baru."))
        return _again(request)
    form = CodeForm(salt=sent.salt, sealed=sent.sealed) if sent else None
    return _page(request, "accounts/proof.html", form=form, phone=write_phone(request.user.phone))


def _by_factor(request: HttpRequest) -> HttpResponse:
    form = FactorProofForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        form.save()
        return _on(request)
    return _page(request, "accounts/proof_by_factor.html", form=form)


def _by_phone(request: HttpRequest, sent: SentCode) -> HttpResponse:
    form = CodeForm(request.POST, salt=sent.salt, sealed=sent.sealed)
    if not is_whole(request.POST.get("code", "")):
        return _page(request, "accounts/proof.html", form=form, phone=write_phone(sent.phone))
    if not may_guess(request, sent):
        forget_code(request)
        messages.error(request, too_many_guesses())
        return _again(request)
    guess = take_proof_try(sent)
    if guess is None:
        forget_code(request)
        messages.error(request, _("Terlalu banyak kode salah untuk nomor ini hari ini. Coba lagi besok."))
        return _again(request)
    if not form.is_valid():
        return _page(request, "accounts/proof.html", form=form, phone=write_phone(sent.phone))
    guess.delete()
    forget_code(request)
    record_phone_proof(request)
    return _on(request)


def _send(request: HttpRequest) -> HttpResponse:
    try:
        send_proof_code(request)
    except RateLimited:
        messages.error(request, too_many_codes())
    return _again(request)


def _again(request: HttpRequest) -> HttpResponseRedirect:
    return ask_proof(request, next_or_home(request))


def _on(request: HttpRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(next_or_home(request))


def next_or_home(request: HttpRequest) -> str:
    """Return the page of ours that `next` names, or the account's."""
    return get_next_redirect_url(request) or reverse("accounts:home")


def _page(request: HttpRequest, template: str, **more: Any) -> HttpResponse:
    demo_code = settings.DEMO_SIGN_IN_CODE if settings.DEMO else ""
    context = {"next": next_or_home(request), "demo_code": demo_code, "is_demo": settings.DEMO, **more}
    return render(request, template, context)
