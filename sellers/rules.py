"""What can be seen to be wrong in a form before it is sent, and the words for it: the forms' own, so they stay alike.

The seller app checks with it where there is no signal (static/js/workshop/checks.js); the server checks it all again.
"""

from __future__ import annotations

from typing import Any

from django import forms

from market.accounts.fields import LineField
from market.regions.fields import AreaField
from sellers.fields import GramField, PriceField, WholeNumberField
from sellers.forms import HAS_A_LETTER, NO_PHOTO
from sellers.forms_photo import PhotoForm


def rules_of(form: forms.Form) -> dict[str, dict[str, Any]]:
    """Return by field what is wrong when: only what applies, so that an absent rule is none."""
    found = {}
    for bound in form.visible_fields():
        rule = {name: value for name, value in _rule(bound.field).items() if value not in (None, "")}
        if rule:
            found[f"{bound.name}-cari" if isinstance(bound.field, AreaField) else bound.name] = rule
    if isinstance(form, PhotoForm):
        found.pop("photo", None)
        if getattr(form, "needs_photo", False):
            found["photo"] = {"required": NO_PHOTO}
    for name, more in getattr(form, "rules_by_answer", {}).items():
        found[name] = {**found.get(name, {}), **more}
    return found


def _rule(field: forms.Field) -> dict[str, Any]:
    said = field.error_messages
    rule = {"required": str(said["required"]) if field.required else ""}
    if isinstance(field, WholeNumberField):
        kind = "rupiah" if isinstance(field, PriceField) else "gram" if isinstance(field, GramField) else "whole"
        limits = {name: getattr(field, name) for name in ("least", "most", "too_small", "too_big")}
        return {**rule, **limits, "kind": kind, "invalid": said["invalid"]}
    if isinstance(field, forms.CharField) and field.max_length:
        no_letter = HAS_A_LETTER.message if HAS_A_LETTER in field.validators else ""
        too_long = said.get("max_length", f"Terlalu panjang. Paling banyak {field.max_length} huruf.")
        limits = {"most": field.max_length, "too_long": too_long, "no_letter": no_letter}
        if field.min_length:
            limits |= {"fewest": field.min_length, "too_short": said["min_length"]}
        is_long = isinstance(field.widget, forms.Textarea) and not isinstance(field, LineField)
        return {**rule, **limits, "kind": "lines" if is_long else ""}
    return rule
