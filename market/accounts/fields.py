"""Form fields for what people here type: phone numbers, and names and words of one line."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from market.accounts.phones import InvalidPhone, normalise_phone, write_phone

# Line breaks, and marks that turn the writing's direction: what follows them would look like somebody else's words.
BREAKS_OUT = re.compile(r"[\x01-\x1f\x7f\x85\u200e\u200f\u2028-\u202e\u2066-\u2069]+")


class LineField(forms.CharField):
    """Cleans to one line: what would break out of it, in a page or in a message, becomes a space."""

    def to_python(self, value: Any) -> str:
        return BREAKS_OUT.sub(" ", str(super().to_python(value) or "")).strip()


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

    def prepare_value(self, value: Any) -> Any:
        """Show a number that we know as people read it."""
        return write_phone(value) if isinstance(value, str) and value.startswith("+") else value

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if typed in self.empty_values:
            return str(typed)
        try:
            return normalise_phone(typed)
        except InvalidPhone:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
