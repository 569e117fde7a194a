"""`/akun/perangkat/`: where I am signed in, and out with what is not mine."""

from __future__ import annotations

from allauth.account.internal.flows.logout import logout
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from market.accounts.signed_in import end_other_sessions, end_session, sessions_of, words_for


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Show the sessions of this account, and end one of them or all others."""
    if request.method == "POST":
        return _end(request, request.POST.get("session", ""))
    here = request.session.session_key
    rows = [
        {"session": each, "words": words_for(each.user_agent), "is_here": each.session_key == here}
        for each in sessions_of(request)
    ]
    return render(request, "accounts/sessions.html", {"rows": rows})


def _end(request: HttpRequest, which: str) -> HttpResponse:
    here = request.session.session_key
    if which == "others":
        end_other_sessions(user=request.user, but=here or "")
    elif not which.isdecimal() or not end_session(user=request.user, number=int(which[:18])):
        messages.info(request, _("Perangkat itu sudah keluar."))
        return redirect("accounts:sessions")
    if not request.session.exists(here):
        logout(request)
        return redirect("account_login")
    messages.success(request, _("Sudah dikeluarkan. Perangkat itu harus masuk lagi dengan kode."))
    return redirect("accounts:sessions")
