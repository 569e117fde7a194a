"""A form field for phone numbers as people here write them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from market.accounts.phones import InvalidPhone, normalise_phone


class PhoneField(forms.CharField):
    """Cleans 0812…, 62812… and +62812… to one E.164 number; asks the phone for its number keys."""

    default_error_messages = {
        "invalid": _("Nomor telepon belum benar. Contoh: 0812 3456 7890"),
        "required": _("Isi nomor telepon Anda."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Nomor telepon"))
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if typed in self.empty_values:
            return str(typed)
        try:
            return normalise_phone(typed)
        except InvalidPhone:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
