"""A code sent again to the number of somebody who is signed in; kept in the session only as a keyed digest."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import cast
from uuid import uuid4

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import get_language

from market.accounts.guesses import take_try
from market.accounts.models import Guess, User
from market.accounts.sign_in import seal
from market.notify.actions import tell

SESSION_KEY = "accounts.proof_code"
LIFE = 300
"""Seconds."""


@dataclass(frozen=True)
class SentCode:
    """A code under way: to which number it went, and its digest under a salt of its own."""

    phone: str
    salt: str
    sealed: str
    at: float


def send_proof_code(request: HttpRequest) -> None:
    """Send a code to the signed-in person's number; the one before stops working.

    Raises:
        RateLimited: when this person, or all together, asked for too many.
    """
    user = cast(User, request.user)
    ratelimit.consume(request, action="request_proof_code", key=str(user.pk), raise_exception=True)
    ratelimit.consume(request, action="all_login_codes", key="all", raise_exception=True)
    phone, salt = user.phone, get_random_string(22)
    code = get_adapter().generate_phone_verification_code(user=user, phone=phone)
    request.session[SESSION_KEY] = asdict(SentCode(phone, salt, seal(salt, code), time.time()))
    tell(
        phone=phone,
        template="proof_code",
        context={"code": code},
        key=f"proof_code:{uuid4().hex}",
        language=get_language() or settings.LANGUAGE_CODE,
        is_secret=True,
    )


def sent_code(request: HttpRequest) -> SentCode | None:
    """Return the code under way in this session: younger than five minutes, and to the number that is still theirs."""
    kept = request.session.get(SESSION_KEY)
    sent = SentCode(**kept) if kept else None
    if sent and sent.phone == cast(User, request.user).phone and time.time() - sent.at <= LIFE:
        return sent
    forget_code(request)
    return None


def may_guess(request: HttpRequest, sent: SentCode) -> bool:
    """Count a guess at this code, where parallel requests cannot miss each other's count."""
    return bool(ratelimit.consume(request, action="guess_login_code", key=sent.salt))


def take_proof_try(sent: SentCode) -> Guess | None:
    """Take one of the day's tries at this number, as signing in does; None where none is left."""
    return take_try(phone=sent.phone, is_known=True, now=timezone.now())


def forget_code(request: HttpRequest) -> None:
    request.session.pop(SESSION_KEY, None)
