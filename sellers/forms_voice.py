"""The form of a recording."""

from __future__ import annotations

from django import forms


class VoiceForm(forms.Form):
    """Ceritakan dengan suara."""

    voice = forms.FileField(
        label="Rekaman suara",
        error_messages={
            "required": "Tekan “Rekam suara”, atau pilih rekaman dari HP.",
            "invalid": "Rekaman belum terkirim. Pilih lagi.",
            "empty": "Rekaman ini kosong. Rekam lagi.",
        },
        widget=forms.FileInput(attrs={"accept": "audio/*"}),
    )
