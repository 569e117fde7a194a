"""What is asked of the second factor: at sign-in, as a fresh proof, and when it is set up."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.internal.flows import check_rate_limit, post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django import forms
from django.utils.translation import gettext_lazy as _

from market.accounts.proof import record_factor_proof
from market.accounts.second_factor import accept_code


def code_field(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=20,
        error_messages={"required": _("Isi kodenya.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}),
    )


class FactorForm(AuthenticateForm):
    """Follows AuthenticateForm of allauth 65.21, but takes each code once."""

    code = code_field(
        _("Kode dari aplikasi"), _("6 angka dari aplikasi pembuat kode, atau satu kode cadangan 8 angka.")
    )

    def clean_code(self) -> str:
        forget_tries = check_rate_limit(self.user)
        code = str(self.cleaned_data["code"])
        factor = accept_code(user=self.user, code=code)
        if factor is None:
            raise get_adapter().validation_error("incorrect_code")
        factor.user = self.user
        self.authenticator: Authenticator = factor
        forget_tries()
        return code


class FactorProofForm(FactorForm):
    """The same, of somebody who is signed in already."""

    def save(self) -> None:
        self.authenticator.record_usage()
        record_factor_proof(context.request, user=self.user, factor=self.authenticator)


class SetUpForm(ActivateTOTPForm):
    """Follows ActivateTOTPForm of allauth 65.21; the secret stays the same when the page is loaded again.

    Old phones drop the page while their owner is in the other app.
    """

    code = code_field(_("Kode 6 angka dari aplikasi"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        known = context.request.session.get(SECRET_SESSION_KEY)
        super().__init__(*args, **kwargs)
        if known:
            self.secret = context.request.session[SECRET_SESSION_KEY] = known

    def key(self) -> str:
        """Return the secret in groups of four, to be typed."""
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))

    def save(self) -> None:
        """Note that this session proved the second factor it has just set up, and use the code up."""
        if factor := accept_code(user=self.user, code=self.cleaned_data["code"]):
            post_authentication(context.request, factor, reauthenticated=True)
