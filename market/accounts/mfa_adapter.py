"""allauth's second factor in our words; the picture to scan is drawn by segno."""

from __future__ import annotations

from io import BytesIO

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext_lazy as _

from market.accounts.models import User
from market.accounts.phones import write_phone


class SecondFactorAdapter(DefaultMFAAdapter):
    """Follows DefaultMFAAdapter of allauth 65.21."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Kode belum cocok. Tunggu kode berikutnya di aplikasi, lalu coba lagi."),
    }

    def get_totp_label(self, user: User) -> str:
        return write_phone(user.phone)

    def build_totp_svg(self, url: str) -> str:
        picture = BytesIO()
        segno.make(url, error="m", micro=False).save(picture, kind="svg", scale=6, border=3, light="white")
        return picture.getvalue().decode()
