"""Which device somebody sits at: a long-lived signed cookie, known to the accounts that were opened on it."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from market.accounts.device_models import Device

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from market.accounts.models import User

COOKIE = "perangkat"
SALT = "market.accounts.devices"
YEARS = 2 * 365 * 24 * 60 * 60  # seconds


def device_name(request: HttpRequest) -> str:
    """Return under which name this device is kept; none for one that nobody signed in on, or a forged one."""
    said = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=YEARS)
    return hashlib.sha256(said.encode()).hexdigest() if said else ""


def is_known(request: HttpRequest, phone: str) -> bool:
    """Return whether the account of this number was opened on this device before, and has not forgotten it."""
    name = device_name(request)
    return bool(name) and Device.objects.filter(name=name, user__phone=phone).exists()


def know_device(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let the account know this device from now on; one that has no cookie yet, or an old one, is given one."""
    said = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=YEARS) or secrets.token_urlsafe(16)
    name = hashlib.sha256(said.encode()).hexdigest()
    Device.objects.get_or_create(user=user, name=name)
    request.session["device"] = name
    response.set_signed_cookie(
        COOKIE,
        said,
        salt=SALT,
        max_age=YEARS,
        path=reverse("accounts:home"),  # of this language; no other page is told
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget_device(*, user: User, name: str) -> None:
    """Let the account no longer know a device."""
    Device.objects.filter(user=user, name=name).delete()
