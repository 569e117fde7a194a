"""allauth's second factor in our words; the picture to scan is drawn by segno."""

from __future__ import annotations

from io import BytesIO

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from market.accounts.models import User
from market.accounts.phones import write_phone


class SecondFactorAdapter(DefaultMFAAdapter):
    """Follows DefaultMFAAdapter of allauth 65.21."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Kode belum cocok. Tunggu kode berikutnya di aplikasi, lalu coba lagi."),
    }

    def is_mfa_enabled(self, user: User, types: object = None) -> bool:
        """Return whether signing in by code asks for more: a passkey is another way in, not one more step."""
        return super().is_mfa_enabled(user, [Authenticator.Type.TOTP])

    def _get_user_identifier(self, user: User) -> str:
        """Return under which name a phone keeps the passkey."""
        return write_phone(user.phone)

    def get_totp_label(self, user: User) -> str:
        return write_phone(user.phone)

    def build_totp_svg(self, url: str) -> str:
        picture = BytesIO()
        segno.make(url, error="m", micro=False).save(picture, kind="svg", scale=6, border=3, light="white")
        return picture.getvalue().decode()
