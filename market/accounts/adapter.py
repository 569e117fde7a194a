"""allauth's door to our User: people are known by phone, codes leave as messages."""

from __future__ import annotations

import logging
from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from market.accounts.devices import know_device
from market.accounts.fields import PhoneField
from market.accounts.models import User
from market.accounts.networks import network_around
from market.accounts.proof import is_in_time
from market.accounts.signed_in import note_device
from market.notify.actions import tell

TOLD = {
    "mfa/email/totp_activated": "second_factor_on",
    "mfa/email/totp_deactivated": "second_factor_off",
    "mfa/email/recovery_codes_generated": "recovery_codes_new",
}
"""What allauth would mail about, and the message that says it."""

logger = logging.getLogger(__name__)


class PhoneAdapter(DefaultAccountAdapter):
    """Follows DefaultAccountAdapter of allauth 65.21."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _("Terlalu banyak kode salah. Tunggu 10 menit, lalu coba lagi."),
        "rate_limited": _("Terlalu banyak kode salah. Tunggu 10 menit, lalu coba lagi."),
    }

    def add_message(self, *args: Any, message: str | None = None, **kwargs: Any) -> None:
        """Say nothing of our own accord: the page that follows shows that it worked."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the network that a request comes from; where a proxy tells nothing readable, the proxy's own."""
        try:
            address = super().get_client_ip(request)
        except (PermissionDenied, ImproperlyConfigured):
            logger.warning("X-Forwarded-For cannot be read; is TRUSTED_PROXY_COUNT right?")
            address = request.META.get("REMOTE_ADDR", "")
        return network_around(address)

    def get_login_stages(self) -> list[str]:
        """Return the steps after the code: none proves the number once more, whose page we do not have."""
        return [stage for stage in super().get_login_stages() if not stage.endswith("PhoneVerificationStage")]

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Let the account know the device it was just opened on."""
        response = super().post_login(request, user, **kwargs)
        know_device(request, response, user)
        note_device(request)
        return response

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

    def send_notification_mail(self, template_prefix: str, user: User, *args: Any, **kwargs: Any) -> None:
        """Tell a person by message what was done to their account."""
        if template := TOLD.get(template_prefix):
            language = get_language() or settings.LANGUAGE_CODE
            tell(phone=user.phone, template=template, context={}, key=f"{template}:{uuid4().hex}", language=language)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Our pages stand behind `second_proof_required`; this is allauth's own look at the same."""
        return not is_in_time(context.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        return [{"id": "proof", "description": "", "url": reverse("accounts:proof")}]
