"""Proof that it is still the same person. allauth notes in the session what was proved, and when.

Whoever has a second factor proves with it and with nothing less; others with a code sent to their number.
Rooms above call `second_proof_required` or `has_fresh_proof` and `ask_proof` before dangerous acts.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from market.accounts.models import User
from market.accounts.second_factor import is_set_up
from market.accounts.signed_in import renew_session

FRESH_MINUTES = 10
LATE_MINUTES = 5
"""What was begun in time may be sent this much later, so that nobody's typing is lost."""

READING = {"GET", "HEAD", "OPTIONS"}
View = Callable[..., HttpResponseBase]


def has_office_proof(request: HttpRequest) -> bool:
    """Return whether the second factor was proved in this session, not too long ago for the office."""
    return _proved_by_factor(request, settings.OFFICE_PROOF_HOURS * 60)


def has_fresh_proof(request: HttpRequest, minutes: int = FRESH_MINUTES, *, is_signing_in_enough: bool = True) -> bool:
    """Return whether this person proved within `minutes` that it is them; signing in is such a proof where it may be.

    The second factor is more than what one signs in with, so its proof counts whenever it was given.
    """
    if not request.user.is_authenticated:
        return False
    if is_set_up(request.user):
        return _proved_by_factor(request, minutes)
    if is_signing_in_enough and _proved_by_factor(request, minutes):
        return True  # by passkey
    return any(
        record["method"] == "code"
        and record.get("phone") == request.user.phone
        and (is_signing_in_enough or record.get("reauthenticated"))
        for record in _records(request, minutes)
    )


def ask_proof(request: HttpRequest, next: str | None = None) -> HttpResponseRedirect:
    """Return the way to `/akun/bukti/`, and back to `next` after it: an address of ours, by default where one was."""
    query = urlencode({"next": next or _where_one_was(request)})
    return HttpResponseRedirect(f"{reverse('accounts:proof')}?{query}")


def second_proof_required(view: View | None = None, *, minutes: int = FRESH_MINUTES) -> Any:
    """Let a view run only for signed-in people with a fresh proof. Put it before the form is shown, not only taken."""

    def decorate(view: View) -> View:
        @wraps(view)
        def behind(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), reverse("account_login"))
            if is_in_time(request, minutes):
                return view(request, *args, **kwargs)
            if request.method not in READING:
                messages.info(request, _("Buktikan dulu bahwa ini Anda, lalu isi sekali lagi."))
            return ask_proof(request)

        return behind

    return decorate(view) if view else decorate


def is_in_time(request: HttpRequest, minutes: int = FRESH_MINUTES, *, is_signing_in_enough: bool = True) -> bool:
    """Return whether there is a fresh proof; a form that was opened with one may be sent a little late."""
    late = 0 if request.method in READING else LATE_MINUTES
    return has_fresh_proof(request, minutes + late, is_signing_in_enough=is_signing_in_enough)


def record_phone_proof(request: HttpRequest) -> None:
    """Note in the session that a code sent to this person's number came back."""
    user = cast(User, request.user)
    record_authentication(request, user, "code", phone=user.phone, reauthenticated=True)
    renew_session(request)


def record_factor_proof(request: HttpRequest, *, user: Any, factor: Authenticator) -> None:
    """Note in the session that the second factor was proved."""
    record_authentication(request, user, "mfa", id=factor.pk, type=factor.type, reauthenticated=True)
    renew_session(request)


def _records(request: HttpRequest, minutes: int) -> list[dict[str, Any]]:
    since = time.time() - minutes * 60
    return [record for record in get_authentication_records(request, request.user) if record["at"] >= since]


def _proved_by_factor(request: HttpRequest, minutes: int) -> bool:
    """A proof counts as long as what it was made with is still this person's, so a reset ends it."""
    proved = [record.get("id") for record in _records(request, minutes) if record["method"] == "mfa"]
    return bool(proved) and Authenticator.objects.filter(user_id=request.user.pk, pk__in=proved).exists()


def _where_one_was(request: HttpRequest) -> str:
    """Return the address that was asked for, or, when something was sent to it, the page it was sent from."""
    if request.method in READING:
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        parts = urlsplit(came_from)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return request.path
