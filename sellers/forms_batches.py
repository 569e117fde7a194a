"""The forms of pack labels: what was made when, what to print it on, and why it is called back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from catalogue.models import Batch
from market.accounts.fields import LineField
from sellers.fields import WholeNumberField
from sellers.labels.sheets import KINDS, SHEETS

MOST_PACKS, MOST_LABELS = 100_000, 2_000
MOST_STICKERS = max(sheet.count for sheet in SHEETS)
LONGEST_AGO, LONGEST_GOOD = timedelta(days=730), timedelta(days=3650)
WHEN = {"invalid": "Tanggal ini belum benar. Contoh: 31/12/2026"}


def day_field(label: str, *, missing: str = "", hint: str = "") -> forms.DateField:
    """Return the question for a day, typed or picked."""
    return forms.DateField(
        label=label,
        required=bool(missing),
        help_text=hint,
        error_messages={**WHEN, "required": missing},
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def count_field(label: str, *, most: int, missing: str, **options: Any) -> WholeNumberField:
    """Return the question how many."""
    return WholeNumberField(
        label=label,
        least=1,
        most=most,
        too_small="Tulis 1 atau lebih.",
        too_big=f"Paling banyak {most:,}.".replace(",", "."),
        error_messages={"required": missing, "invalid": "Tulis dengan angka, misalnya 20."},
        **options,
    )


class BatchForm(forms.Form):
    """Kapan dibuat, baik sampai kapan, berapa bungkus."""

    reference = forms.UUIDField(widget=forms.HiddenInput)
    made_on = day_field("Dibuat tanggal berapa?", missing="Tulis tanggal dibuatnya.")
    best_before = day_field(
        "Baik digunakan sebelum tanggal berapa?", hint="Kosongkan bila barangnya tidak bisa basi, seperti anyaman."
    )
    quantity = count_field("Berapa bungkus yang dibuat?", most=MOST_PACKS, missing="Tulis berapa bungkus.")
    note = LineField(
        label="Catatan untuk Anda sendiri",
        required=False,
        max_length=200,
        help_text="Tidak dilihat pembeli. Misalnya: ikan dari Pak Udin",
        error_messages={"max_length": "Terlalu panjang. Paling banyak 200 huruf."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_made_on(self) -> date:
        """Refuse days to come, and those that nobody means."""
        made_on: date = self.cleaned_data["made_on"]
        if made_on > self.today:
            raise ValidationError("Tanggal ini belum tiba. Tulis tanggal dibuatnya.")
        if made_on < self.today - LONGEST_AGO:
            raise ValidationError("Tanggal ini sudah lama sekali. Periksa tahunnya.")
        return made_on

    def clean_best_before(self) -> date | None:
        """Refuse a day before it was made, or so far away that it is a slip."""
        best_before: date | None = self.cleaned_data["best_before"]
        made_on = self.cleaned_data.get("made_on")
        if best_before and made_on and best_before <= made_on:
            raise ValidationError("Tanggal ini harus sesudah tanggal dibuatnya.")
        if best_before and best_before > self.today + LONGEST_GOOD:
            raise ValidationError("Tanggal ini masih jauh sekali. Periksa tahunnya.")
        return best_before


class PrintForm(forms.Form):
    """Kertas apa, berapa label, mulai dari stiker keberapa."""

    kertas = forms.ChoiceField(
        label="Dicetak di kertas apa?",
        choices=[(kind.code, kind.name) for kind in KINDS.values()],
        initial=SHEETS[0].code,
        error_messages={"required": "Pilih kertasnya.", "invalid_choice": "Pilih kertas dari daftar."},
        widget=forms.RadioSelect,
    )
    banyak = count_field("Berapa label?", most=MOST_LABELS, missing="Tulis berapa label.")
    mulai = count_field(
        "Mulai dari stiker nomor berapa?",
        most=MOST_STICKERS,
        missing="",
        required=False,
        help_text="Untuk lembar yang sudah terpakai sebagian. Nomor 1 di kiri atas, lalu ke kanan.",
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a sticker that the sheet does not have."""
        cleaned = super().clean() or {}
        kind = KINDS.get(cleaned.get("kertas", ""))
        count = getattr(kind, "count", MOST_STICKERS)
        if (cleaned.get("mulai") or 1) > count:
            self.add_error("mulai", f"Lembar ini punya {count} stiker.")
        return cleaned


class WithdrawBatchForm(forms.Form):
    """Mengapa ditarik?"""

    why = forms.ChoiceField(
        label="Mengapa ditarik?",
        choices=Batch.Reason.choices,
        error_messages={"required": "Pilih alasannya.", "invalid_choice": "Pilih alasan dari daftar."},
        widget=forms.RadioSelect,
    )
