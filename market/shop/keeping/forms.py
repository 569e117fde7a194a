"""What is asked about an address; the checkout asks the same and a little more."""

from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from market.accounts.fields import LineField, PhoneField
from market.regions.fields import DistrictField


class AddressForm(forms.Form):
    """Who receives the goods, and where."""

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
