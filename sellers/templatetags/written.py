"""What a register keeps, in the words of the pages."""

from __future__ import annotations

from django import template

from catalogue.models import Product
from market.settlement.templatetags.money import rupiah

register = template.Library()
NAMES = {
    "title": "Nama produk",
    "price": "Harga",
    "unit_of_sale": "Satuan",
    "packaging": "Kemasan",
    "shipping_weight_g": "Berat siap kirim",
    "voice": "Suara",
}


@register.filter
def field_name(field: str) -> str:
    """Return what the pages call a field."""
    return NAMES.get(field, field)


@register.filter
def written(value: str, field: str) -> str:
    """Return a value of a field as people read it."""
    if field == "price":
        return str(rupiah(int(value)))
    if field == "shipping_weight_g":
        return f"{value} gram"
    choices = {"unit_of_sale": Product.Unit, "packaging": Product.Packaging}.get(field)
    return str(dict(choices.choices).get(value, value)) if choices else value
