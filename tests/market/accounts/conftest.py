"""A browser in which people sign in, under production's limits and with random codes."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from market.accounts.models import User
from market.accounts.roles import OPERATOR, appoint
from market.notify.models import Message
from market.settings import base

PHONE = "+6281234567890"
SIGN_IN = "/akun/masuk/"
CODE = "/akun/kode/"


@pytest.fixture(autouse=True)
def as_in_production(settings: Any) -> Iterator[None]:
    settings.DEMO_SIGN_IN_CODE = ""
    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS
    cache.clear()
    yield
    cache.clear()


def last_code(phone: str = PHONE) -> str:
    """Return the code in the newest message to a number, as its owner would read it."""
    text = Message.objects.filter(phone=phone).latest("pk").text
    found = re.search(r"\b\d{6}\b", text)
    assert found, text
    return found.group()


@pytest.fixture
def sign_in(client: Client) -> Callable[..., Any]:
    """Type a number, then the code that came; return the last answer."""

    def do(typed: str = PHONE, *, phone: str = PHONE, by: Client = client, then: str = "") -> Any:
        extra = {"next": then} if then else {}
        by.post(SIGN_IN, {"phone": typed, **extra})
        return by.post(CODE, {"code": last_code(phone), "action": "verify", **extra})

    return do


SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def app_code(steps: int = 0, secret: str = SECRET) -> str:
    """Return the code that an app shows now, or so many half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def give_app(user: User, secret: str = SECRET) -> Authenticator:
    """Set an app and recovery codes up for somebody."""
    RecoveryCodes.activate(user)
    return TOTP.activate(user, secret).instance


def officer(role: str = OPERATOR, phone: str = PHONE) -> User:
    """Return somebody with a role, who has not set anything up."""
    user = User.objects.create_user(phone, first_name="Pak Rudi", is_phone_verified=True)
    appoint(user=user, role=role)
    return User.objects.get(pk=user.pk)
