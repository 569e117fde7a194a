"""What the checkout asks: who buys, and where the goods go."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from market.regions.fields import DistrictField
from market.shop.checkout.review import Contact
from market.shop.keeping.forms import AddressForm
from market.shop.keeping.models import SavedAddress


class ContactForm(AddressForm):
    """Seven questions, four of which need an answer; who is signed in may have the address kept."""

    email = forms.EmailField(
        label=_("Email"),
        required=False,
        error_messages={"invalid": _("Email belum benar. Contoh: nama@contoh.id")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    note = forms.CharField(
        label=_("Catatan untuk penjual atau kurir"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    keep = forms.BooleanField(label=_("Simpan alamat ini di akun saya"), required=False)
    field_order = ["name", "phone", "email", "district", "street", "postcode", "note", "keep"]

    def __init__(self, *args: Any, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_known:
            del self.fields["keep"]

    def remembered(self) -> dict[str, str]:
        """Return what a valid form says as plain words for the session."""
        words = {name: value for name, value in self.cleaned_data.items() if name != "keep"}
        return {**words, "district": words["district"].pk}

    def address(self) -> dict[str, Any] | None:
        """Return the address of a valid form where it shall be kept."""
        if not self.cleaned_data.get("keep"):
            return None
        return {name: self.cleaned_data[name] for name in AddressForm.base_fields}


def contact_from(remembered: dict[str, Any]) -> Contact | None:
    """Return the contact that the session remembers, or nothing when its district has been retired meanwhile."""
    district = DistrictField().areas.live().with_places().filter(pk=remembered.get("district", "")).first()
    return Contact(**{**remembered, "district": district}) if district else None


def contact_at(address: SavedAddress, before: dict[str, Any]) -> dict[str, str]:
    """Return a saved address for the session, with the e-mail and the note that were typed before."""
    said = {name: getattr(address, name) for name in ("name", "phone", "street", "postcode")}
    return {**said, "district": address.district_id, **{name: before.get(name, "") for name in ("email", "note")}}
