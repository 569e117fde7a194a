"""Passkeys: the phone keeps a key for this market and opens it with a finger, a face or its own lock (WebAuthn).

A way in beside the code, never one more step; who has proved it has proved more than a code does.
Follows allauth.mfa.webauthn of allauth 65.21, whose pages ask for a "security key" and are made for desks.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError

from market.notify.actions import tell

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from market.accounts.models import User

MOST = 10
KEY = Authenticator.Type.WEBAUTHN


class UnusableKey(Exception):
    """What the phone sent is no key that we can take."""


def passkeys_of(user: User) -> QuerySet[Authenticator]:
    """Return the passkeys of a person, newest first."""
    return Authenticator.objects.filter(user=user, type=KEY).order_by("-created_at", "-pk")


def options_for_new(user: User) -> dict[str, Any]:
    """Return what a browser needs to make a passkey; the session remembers the challenge."""
    return auth.begin_registration(user, passwordless=True)


def options_for_sign_in() -> dict[str, Any]:
    """Return what a browser needs to sign in; the session remembers the challenge."""
    return auth.begin_authentication(user=None)


def add_passkey(*, user: User, credential: str, name: str) -> None:
    """Keep a new passkey, and tell the person.

    Raises:
        UnusableKey: it does not answer our challenge, was made without the phone's lock, or is the eleventh.
    """
    if passkeys_of(user).count() >= MOST:
        raise UnusableKey
    try:
        said = json.loads(credential)
        auth.parse_registration_response(said)
        made = auth.complete_registration(said)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        raise UnusableKey from None
    if not made.is_user_verified():
        raise UnusableKey
    auth.WebAuthn.add(user, name, said)
    tell(phone=user.phone, template="passkey_on", context={"name": name}, key=f"passkey_on:{uuid4().hex}")


def opened_by(credential: str) -> Authenticator:
    """Return the passkey that answered our challenge; its user is who signs in.

    Raises:
        UnusableKey: none of ours did. allauth's form breaks at half of an answer, so that is caught here too.
    """
    form = LoginWebAuthnForm(data={"credential": credential})
    try:
        if form.is_valid():
            return form.cleaned_data["credential"]
    except (ValueError, TypeError, KeyError, AttributeError):
        pass
    raise UnusableKey


def remove_passkey(*, user: User, number: int) -> None:
    """Take one passkey off, if it is this person's, and tell her."""
    if passkeys_of(user).filter(pk=number).delete()[0]:
        tell(phone=user.phone, template="passkey_off", context={}, key=f"passkey_off:{uuid4().hex}")
