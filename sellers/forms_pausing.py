"""The form of a shop that goes on leave."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone

from market.accounts.fields import LineField
from market.shop.partner.pausing import LONGEST_WORDS, PauseReason
from sellers.actions.pausing import LONGEST_DAYS

NO_ADDRESS = RegexValidator(
    r"[0-9][0-9 .-]{4,}|@|www\.|://|\.(?:com|id|net)\b",
    "Tulis alasannya saja, tanpa nomor telepon atau alamat.",
    inverse_match=True,
)


class PauseForm(forms.Form):
    """Toko libur: kenapa, sampai kapan."""

    reason = forms.ChoiceField(
        label="Kenapa libur?",
        choices=[(reason.value, reason.label) for reason in PauseReason],
        error_messages={"required": "Pilih alasannya.", "invalid_choice": "Pilih alasan dari daftar."},
        widget=forms.RadioSelect,
    )
    words = LineField(
        label="Kalau alasan lain: apa?",
        required=False,
        max_length=LONGEST_WORDS,
        help_text="Beberapa kata saja. Pembeli membacanya. Misalnya: acara keluarga",
        validators=[NO_ADDRESS],
        error_messages={"max_length": f"Terlalu panjang. Paling banyak {LONGEST_WORDS} huruf."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    until = forms.DateField(
        label="Buka lagi tanggal berapa?",
        required=False,
        help_text="Toko buka sendiri pada hari itu. Kosongkan bila belum tahu.",
        error_messages={"invalid": "Tanggal ini belum benar. Contoh: 31/12/2028"},
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the words of another reason."""
        cleaned = super().clean() or {}
        if cleaned.get("reason") == PauseReason.OTHER and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", "Tulis alasannya dengan beberapa kata.")
        until, today = cleaned.get("until"), timezone.localdate()
        if until and until <= today:
            self.add_error("until", "Pilih besok atau hari sesudahnya.")
        elif until and until > today + timedelta(days=LONGEST_DAYS):
            self.add_error("until", "Paling lama satu tahun.")
        return cleaned
