"""The second factor of the demo's staff: an app whose code /demo/ shows, so that anybody can sign in by hand."""

from __future__ import annotations

import time
from collections.abc import Iterable

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt, encrypt
from django.http import HttpRequest

from market.accounts.models import User
from market.accounts.roles import needs_second_factor
from market.accounts.second_factor import APP

SECRET = "PASARHULUPASARHULUPASARHULUPASAR"  # noqa: S105 (the demo shows its codes to everybody)


def give_second_factor(user: User) -> Authenticator:
    """Set the demo's app up for somebody, unless they have one."""
    app, _ = Authenticator.objects.get_or_create(user=user, type=APP, defaults={"data": {"secret": encrypt(SECRET)}})
    return app


def record_sign_in(request: HttpRequest, user: User) -> None:
    """Note in the session what a sign-in by hand would have proved."""
    record_authentication(request, user, "code", phone=user.phone)
    if needs_second_factor(user):
        record_authentication(request, user, "mfa", id=give_second_factor(user).pk, type=APP.value)


def codes_now(phones: Iterable[str]) -> dict[str, str]:
    """Return the code that the app of each of these people shows at this moment, by phone."""
    step = int(time.time()) // app_settings.TOTP_PERIOD
    apps = Authenticator.objects.filter(type=APP, user__phone__in=phones).select_related("user")
    return {app.user.phone: format_hotp_value(hotp_value(decrypt(app.data["secret"]), step)) for app in apps}
