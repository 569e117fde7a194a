"""The forms about money: where it comes in, why an order is off, how money went back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from market.accounts.fields import LineField
from market.gateways.bills.banks import bank_choices
from market.gateways.bills.receiving import Details, UnusableAccount, read_details
from market.gateways.qris.payload import UnusableQris
from market.gateways.qris.photo import read_photo
from market.rupiah.words import rupiah_in_words
from market.settlement.templatetags.money import rupiah
from sellers.forms import words

if TYPE_CHECKING:
    from market.gateways.bills.models import Bill

MOST_PAYLOAD = 600


class AccountForm(forms.Form):
    """What an account's two forms share: what was typed is read as the account it will be."""

    kind = ""
    details: Details | None = None

    def clean(self) -> dict[str, Any]:
        """Find the account right as a whole, or say beside which field it is wrong."""
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                self.details = read_details(kind=self.kind, **self.typed())
            except UnusableAccount as trouble:
                self.add_error(trouble.field, str(trouble))
        return cleaned

    def typed(self) -> dict[str, str]:
        """Return what the actions take, as far as it was found right."""
        raise NotImplementedError


class BankForm(AccountForm):
    """Rekening bank: bank, nomor, atas nama."""

    kind = "bank"

    bank = forms.ChoiceField(
        label="Bank",
        choices=bank_choices,
        error_messages={"required": "Pilih bank dari daftar.", "invalid_choice": "Pilih bank dari daftar."},
    )
    number = LineField(
        label="Nomor rekening",
        max_length=40,
        help_text="Salin dari buku tabungan atau aplikasi bank.",
        error_messages={"required": "Tulis nomor rekening.", "max_length": "Nomor rekening terlalu panjang."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    holder = words(
        "Atas nama",
        missing="Tulis nama pemilik rekening.",
        most=100,
        hint="Persis seperti di buku tabungan.",
    )

    def typed(self) -> dict[str, str]:
        """Return bank code, number and holder."""
        return {name: str(self.cleaned_data.get(name, "")) for name in ("bank", "number", "holder")}


class QrisForm(AccountForm):
    """QRIS: foto stiker, atau teks kodenya. The photo is read at once and not kept; its text is."""

    kind = "qris"

    photo = forms.FileField(
        label="Foto stiker QRIS",
        required=False,
        help_text="Foto dari dekat, tegak lurus, seluruh kotak QR terlihat.",
        error_messages={"invalid": "Foto belum terkirim. Pilih lagi.", "empty": "Foto ini kosong. Pilih lagi."},
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    payload = forms.CharField(
        label="Atau tempel teks kodenya",
        required=False,
        max_length=MOST_PAYLOAD,
        help_text="Hanya bila punya. Dimulai dengan 000201.",
        error_messages={"max_length": "Teks ini terlalu panjang untuk kode QRIS."},
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_photo(self) -> str:
        """Return the text of the sticker on the photo, or nothing."""
        photo = self.cleaned_data.get("photo")
        if not photo:
            return ""
        try:
            return read_photo(photo).text
        except UnusableQris as trouble:
            raise forms.ValidationError(str(trouble)) from None

    def clean(self) -> dict[str, Any]:
        """Want one of the two."""
        if not self.errors and not any(self.typed().values()):
            self.add_error("photo", "Foto stikernya, atau tempel teks kodenya di bawah.")
        return super().clean()

    def typed(self) -> dict[str, str]:
        """Return the code's text; a new photo goes before what was pasted."""
        return {"payload": self.cleaned_data.get("photo") or self.cleaned_data.get("payload", "").strip()}


class CancelForm(forms.Form):
    """Tidak bisa saya penuhi: kenapa?"""

    reason = words(
        "Kenapa?",
        missing="Tulis alasannya. Pembeli akan membacanya.",
        most=200,
        hint="Pembeli akan membaca ini. Misalnya: stok habis karena panen gagal.",
    )


class GivenBackForm(forms.Form):
    """Uang sudah saya kembalikan: lewat apa?"""

    evidence = words(
        "Dikembalikan lewat apa?",
        missing="Tulis lewat apa uangnya dikembalikan.",
        most=200,
        hint="Misalnya: transfer BRI 21 November, atau tunai di rumah.",
    )


def cash_question(bill: Bill) -> forms.BooleanField:
    """Return the tick by which a seller says that she has the cash."""
    label = f"Uang {rupiah(bill.payable)} sudah saya terima"
    return forms.BooleanField(label=label, help_text=rupiah_in_words(bill.payable).capitalize(), required=False)
