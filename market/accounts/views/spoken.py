"""`/akun/kode-lisan/`: sign in with a code that somebody reads out to you."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from market.accounts.forms import SpokenForm
from market.accounts.spoken import use_spoken_code


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Take number and code; no answer tells whether the number has an account or a code."""
    then = get_next_redirect_url(request)
    if request.user.is_authenticated:
        return redirect(then or "accounts:home")
    form = SpokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        used = use_spoken_code(**form.cleaned_data, now=timezone.now())
        if used is not None:
            clear_login(request)
            record_authentication(request, used.principal, "spoken")
            return perform_login(request, Login(user=used.principal, redirect_url=then))
        form.add_error("code", _("Kode belum cocok, atau sudah lewat 5 menit. Minta dibacakan kode baru."))
    return render(request, "accounts/spoken.html", {"form": form, "next": then})
