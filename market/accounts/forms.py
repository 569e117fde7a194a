"""What people are asked when they sign in, and on their account page."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from market.accounts.fields import LineField, PhoneField
from market.accounts.sign_in import seal

CODE_LENGTH = 6


class PhoneForm(forms.Form):
    phone = PhoneField(help_text=_("Kami kirim kode 6 angka ke nomor ini. Contoh: 0812 3456 7890"))


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Kode 6 angka"),
        max_length=20,
        error_messages={"required": _("Isi kode 6 angka dari pesan kami.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}),
    )

    def __init__(self, *args: Any, salt: str, sealed: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.salt, self.sealed = salt, sealed

    def clean_code(self) -> str:
        code = digits_of(self.cleaned_data["code"])
        if not is_whole(code):
            raise forms.ValidationError(
                ngettext(
                    "Kode terdiri dari 6 angka; yang tertulis %(number)s angka.",
                    "Kode terdiri dari 6 angka; yang tertulis %(number)s angka.",
                    len(code),
                )
                % {"number": len(code)}
            )
        if not constant_time_compare(seal(self.salt, code), self.sealed):
            raise forms.ValidationError(_("Kode belum cocok. Lihat lagi pesan terakhir dari kami."))
        return code


def digits_of(typed: str) -> str:
    """Return the digits of what was typed, which people group as they like."""
    return re.sub(r"\D", "", typed)


def is_whole(typed: str) -> bool:
    """Can this be a code at all? What cannot is no guess, and costs no try."""
    return len(digits_of(typed)) == CODE_LENGTH


class SpokenForm(forms.Form):
    phone = PhoneField()
    code = forms.CharField(
        label=_("Kode 8 angka"),
        max_length=20,
        help_text=_("Kode yang dibacakan fasilitator atau petugas kepada Anda."),
        error_messages={"required": _("Isi kode 8 angka yang dibacakan.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_code(self) -> str:
        return digits_of(self.cleaned_data["code"])


class NameForm(forms.Form):
    name = LineField(
        label=_("Nama Anda"),
        max_length=150,
        error_messages={"required": _("Isi nama Anda.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
