"""Follows oscar.apps.dashboard.offers.forms.RestrictionsForm (4.2): whoever makes an offer says who bears it."""

from __future__ import annotations

from typing import Any

from django import forms
from oscar.apps.dashboard.offers import forms as oscar_forms

from market.settlement.funding import Bearing, NobodyBears, bearing
from market.settlement.models import Funding
from market.shop.partner.models import Partner


class RestrictionsForm(oscar_forms.RestrictionsForm):
    bearer = forms.ChoiceField(
        label="Siapa yang menanggung potongan ini?",
        choices=[("", "Pilih dulu"), *Funding.Bearer.choices],
        error_messages={"required": "Pilih siapa yang menanggung potongan ini."},
    )
    partner = forms.ModelChoiceField(
        label="Toko yang menanggung",
        queryset=Partner.objects.order_by("name"),
        required=False,
        empty_label="Tidak ada: seluruhnya dari pasar",
        help_text="Toko harus sudah setuju. Potongan hanya berlaku untuk barang toko ini.",
    )
    marketplace_percent = forms.IntegerField(
        label="Bagian pasar (%)", required=False, help_text="Hanya bila dibagi: 1 sampai 99."
    )
    borne: Bearing

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        funding = Funding.objects.filter(offer_id=self.instance.pk or 0).first()
        for name in ("bearer", "partner", "marketplace_percent"):
            self.fields[name].initial = getattr(funding, name, None)
        self.order_fields(["bearer", "partner", "marketplace_percent"])

    def clean(self) -> dict[str, Any]:
        """Find out who bears it, or say beside the field what is missing."""
        told: dict[str, Any] = super().clean()
        try:
            self.borne = bearing(
                told.get("bearer", ""), partner=told.get("partner"), percent=told.get("marketplace_percent")
            )
        except NobodyBears as reason:
            self.add_error(reason.field, str(reason))
        return told
