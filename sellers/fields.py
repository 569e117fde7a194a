"""Numbers as people here write them, between limits: 25.000, 25 ribu, 1,5 kg."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from market.rupiah.reading import whole_number, whole_rupiah


class WholeNumberField(forms.CharField):
    """Cleans to an int between `least` and `most`; asks the phone for its number keys."""

    cut = re.compile("")
    default_error_messages = {"invalid": "Tulis dengan angka saja.", "required": "Bagian ini belum diisi."}

    def __init__(self, *, least: int, most: int, too_small: str, too_big: str, **kwargs: Any) -> None:
        self.least, self.most, self.too_small, self.too_big = least, most, too_small, too_big
        attrs = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 20}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(max_length=20, **kwargs)

    def clean(self, value: Any) -> int | None:  # type: ignore[override]
        typed = super().clean(value)
        if not typed:
            return None
        number = self.number(self.cut.sub("", typed.strip().lower()))
        if number is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if number < self.least:
            raise ValidationError(self.too_small, code="too_small")
        if number > self.most:
            raise ValidationError(self.too_big, code="too_big")
        return number

    def number(self, text: str) -> int | None:
        """Return what was meant, or None."""
        return whole_number(text)


class PriceField(WholeNumberField):
    """A price in whole rupiah."""

    def number(self, text: str) -> int | None:
        return whole_rupiah(text)


class GramField(WholeNumberField):
    """Grams; 1,5 kg is understood too."""

    cut = re.compile(r"\s*(?<!k)(?:gram|gr|g)$")
    kilograms = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,3}))?\s*(?:kg|kilo|kilogram)")

    def number(self, text: str) -> int | None:
        if match := self.kilograms.fullmatch(text):
            return int(match[1]) * 1000 + int((match[2] or "0").ljust(3, "0"))
        return super().number(text)


def number_in(typed: str) -> int:
    """Return the number of a row that an address or a form names; 0 for what is none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0
