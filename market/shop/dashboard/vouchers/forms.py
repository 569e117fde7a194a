"""Follows oscar.apps.dashboard.vouchers.forms (4.2): each offer to choose from says who bears it."""

from __future__ import annotations

from typing import Any

from django import forms
from oscar.apps.dashboard.vouchers import forms as oscar_forms

from market.settlement.funding import bearer_words


class OffersField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, offer: Any) -> str:
        return f"{offer} (ditanggung: {bearer_words(offer)})"


def _offers(fields: dict[str, Any]) -> OffersField:
    """Return Oscar's own field with who bears each of its offers."""
    known = fields["offers"]
    return OffersField(label=known.label, queryset=known.queryset.select_related("funding__partner").order_by("name"))


class VoucherForm(oscar_forms.VoucherForm):
    offers = _offers(oscar_forms.VoucherForm.base_fields)


class VoucherSetForm(oscar_forms.VoucherSetForm):
    offers = _offers(oscar_forms.VoucherSetForm.base_fields)
