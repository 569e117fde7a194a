"""What the checkout asks: who buys, and where the goods go."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from market.accounts.fields import LineField, PhoneField
from market.regions.fields import DistrictField
from market.shop.checkout.review import Contact


class ContactForm(forms.Form):
    """Seven questions; four need an answer."""

    name = LineField(
        label=_("Nama penerima"),
        max_length=100,
        error_messages={"required": _("Isi nama orang yang menerima barang.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneField(
        label=_("Nomor telepon (WhatsApp)"),
        help_text=_("Kabar pesanan kami kirim ke nomor ini."),
    )
    email = forms.EmailField(
        label=_("Surel"),
        required=False,
        error_messages={"invalid": _("Surel belum benar. Contoh: nama@contoh.id")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    district = DistrictField(label=_("Kecamatan"))
    street = LineField(
        label=_("Alamat"),
        help_text=_("Jalan, nomor rumah, RT/RW, desa atau kelurahan."),
        max_length=255,
        error_messages={"required": _("Isi jalan dan nomor rumah, atau patokan yang dikenal kurir.")},
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postcode = forms.CharField(
        label=_("Kode pos"),
        required=False,
        validators=[RegexValidator(r"^\d{5}$", _("Kode pos terdiri dari 5 angka, misalnya 75511."))],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    note = forms.CharField(
        label=_("Catatan untuk penjual atau kurir"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def contact(self) -> Contact:
        """Return what a valid form says."""
        return Contact(**self.cleaned_data)

    def remembered(self) -> dict[str, str]:
        """Return what a valid form says as plain words for the session."""
        return {**self.cleaned_data, "district": self.cleaned_data["district"].pk}


def contact_from(remembered: dict[str, Any]) -> Contact | None:
    """Return the contact that the session remembers, or nothing when its district has been retired meanwhile."""
    district = DistrictField().areas.live().with_places().filter(pk=remembered.get("district", "")).first()
    return Contact(**{**remembered, "district": district}) if district else None
