"""Signing in: one way for everybody. Whoever proves a number gets its account, made on the spot if need be.

No step before the right code looks at whether the number has an account, so the answers cannot tell.
Follows LoginCodeVerificationProcess of allauth 65.21; the code is kept in the session only as a keyed digest.
"""

from __future__ import annotations

import time

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac

from market.accounts.actions import account_of
from market.accounts.codes import ration_codes
from market.accounts.devices import is_known
from market.accounts.guesses import may_try, take_try
from market.accounts.models import Guess


class NoTriesLeft(Exception):
    """Too many wrong codes were tried at this number today; a passkey or a facilitator opens the account."""


def seal(salt: str, code: str) -> str:
    """Return the digest under which a code is kept; without SECRET_KEY it cannot be tried out."""
    return salted_hmac("market.accounts.sign_in", f"{salt}:{code}", algorithm="sha256").hexdigest()


class SignIn(LoginCodeVerificationProcess):
    """A sign-in under way in one browser session, between asking for a code and typing it."""

    guess: Guess | None = None
    """The try that this request took."""

    @classmethod
    def begin(cls, request: HttpRequest, phone: str) -> SignIn:
        """Send a code to the number and remember the sign-in in the session.

        Raises:
            RateLimited: when too many codes were asked for, by this number, this address, or all together.
            NoTriesLeft: when no code would be looked at today.
        """
        if not may_try(phone=phone, is_known=is_known(request, phone), now=timezone.now()):
            raise NoTriesLeft
        login = Login(phone=phone)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=None, phone=phone), initiated_by_user=True)
        process = cls(stage=stage)
        process.send()
        process.persist()
        return process

    @classmethod
    def resume(cls, stage: LoginByCodeStage) -> SignIn | None:
        return cls(stage=stage).abort_if_invalid()

    @property
    def phone(self) -> str:
        return str(self.state["phone"])

    @property
    def salt(self) -> str:
        """A name for the code that was sent last, new with each."""
        return str(self.state["salt"])

    def send(self, skip_enumeration_mails: bool = False) -> None:
        ration_codes(self.request, self.phone)
        adapter = get_adapter()
        code = adapter.generate_phone_verification_code(user=None, phone=self.phone)
        self.state["salt"] = get_random_string(22)
        self.state["code"] = seal(self.salt, code)
        adapter.send_verification_code_sms(user=None, phone=self.phone, code=code)

    def resend(self) -> None:
        """Send a new code with its own time and tries; the one before stops working."""
        self.send()
        self.state.update(at=time.time(), failed_attempts=0)
        self.record_resend()
        self.persist()

    def may_guess(self) -> bool:
        """Count a guess at this code where parallel requests cannot miss each other's count, as in a session."""
        return bool(ratelimit.consume(self.request, action="guess_login_code", key=self.salt))

    def take_try(self) -> None:
        """Take one of the day's tries at this number.

        Raises:
            NoTriesLeft: there is none for this device.
        """
        known = is_known(self.request, self.phone)
        self.guess = take_try(phone=self.phone, is_known=known, now=timezone.now())
        if self.guess is None:
            raise NoTriesLeft

    def finish(self, redirect_url: str | None) -> HttpResponse:
        if self.guess:
            self.guess.delete()
        self._user = account_of(phone=self.phone)
        return super().finish(redirect_url)
