"""allauth's door to our User: people are known by phone, codes leave as messages."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from market.accounts.fields import PhoneField
from market.accounts.models import User
from market.notify.actions import tell


class PhoneAdapter(DefaultAccountAdapter):
    """Follows DefaultAccountAdapter of allauth 65.21."""

    def add_message(self, *args: Any, message: str | None = None, **kwargs: Any) -> None:
        """Say nothing of our own accord: the page that follows shows that it worked."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No: an account is made by the right code, not by allauth's sign-up form."""
        return False

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        return PhoneField(**kwargs)

    def get_user_by_phone(self, phone: str) -> User | None:
        return User.objects.filter(phone=phone).first()

    def get_phone(self, user: User) -> tuple[str, bool]:
        return user.phone, user.is_phone_verified

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        user.phone = phone
        user.is_phone_verified = verified
        user.save(update_fields=["phone", "is_phone_verified"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        """Note that the number is theirs, unless the account has moved to another number meanwhile."""
        if User.objects.filter(pk=user.pk, phone=phone).update(is_phone_verified=True):
            user.is_phone_verified = True

    def generate_phone_verification_code(self, *, user: User | None, phone: str) -> str:
        """Return six random digits; in the demo always the code that its page shows."""
        if settings.DEMO and settings.DEMO_SIGN_IN_CODE:
            return str(settings.DEMO_SIGN_IN_CODE)
        return str(super().generate_phone_verification_code(user=user, phone=phone))

    def send_verification_code_sms(self, user: User | None, phone: str, code: str, **kwargs: Any) -> None:
        tell(
            phone=phone,
            template="sign_in_code",
            context={"code": code},
            key=f"sign_in_code:{uuid4().hex}",
            language=get_language() or settings.LANGUAGE_CODE,
            is_secret=True,
        )
