"""`/akun/kunci/`: sign in with the phone's own lock; make such a key, see them, take one off."""

from __future__ import annotations

from urllib.parse import urlencode

from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from market.accounts.passkeys import (
    UnusableKey,
    add_passkey,
    opened_by,
    options_for_new,
    options_for_sign_in,
    passkeys_of,
    remove_passkey,
)
from market.accounts.proof import second_proof_required
from market.accounts.signed_in import words_for


@never_cache
@second_proof_required
@require_http_methods(["GET", "HEAD", "POST"])
def passkeys(request: HttpRequest) -> HttpResponse:
    """Show a person's passkeys, with what their browser needs to make one more; take one in, or off."""
    if request.method != "POST":
        rows = [
            {"number": row.pk, "name": row.wrap().name, "since": row.created_at} for row in passkeys_of(request.user)
        ]
        context = {"rows": rows, "options": options_for_new(request.user)}
        return render(request, "accounts/passkeys.html", context)
    if request.POST.get("remove", "").isdecimal():
        remove_passkey(user=request.user, number=int(request.POST["remove"][:18]))
        messages.success(request, _("Sudah dilepas. Perangkat itu masuk dengan kode lagi."))
        return redirect("accounts:passkeys")
    try:
        name = words_for(request.headers.get("User-Agent", ""))
        add_passkey(user=request.user, credential=request.POST.get("credential", ""), name=name)
    except UnusableKey:
        messages.error(request, _("Belum berhasil. Coba sekali lagi, atau masuk dengan kode seperti biasa."))
    else:
        messages.success(request, _("Sudah terpasang. Lain kali Anda masuk tanpa kode di perangkat ini."))
    return redirect("accounts:passkeys")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Answer what the browser needs to sign in with a passkey (GET), and sign in with what it made of it (POST)."""
    then = get_next_redirect_url(request)
    if request.user.is_authenticated:
        return redirect(then or "accounts:home")
    if request.method != "POST":
        return JsonResponse({"options": options_for_sign_in()})
    try:
        key = opened_by(request.POST.get("credential", ""))
    except UnusableKey:
        messages.error(request, _("Belum berhasil. Coba sekali lagi, atau masuk dengan kode."))
        back = reverse("account_login")
        return HttpResponseRedirect(f"{back}?{urlencode({'next': then})}" if then else back)
    clear_login(request)
    return perform_passwordless_login(request, key, Login(user=key.user, redirect_url=then))
