"""What people type when they are asked for an amount."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from market.rupiah.reading import whole_rupiah

MOST_LETTERS = 30


class RupiahField(forms.IntegerField):
    """Whole rupiah as people write them: 61.000 is sixty-one thousand, which a number box would take for 61."""

    widget = forms.TextInput
    default_error_messages = {"invalid": "Tulis jumlahnya dengan angka saja, misalnya 61.000."}

    def to_python(self, value: Any) -> int | None:
        """Return the amount; what nobody can tell for sure is asked for again, as 61.00 is."""
        if value in self.empty_values or not str(value).strip():
            return None
        amount = whole_rupiah(str(value)) if len(str(value)) <= MOST_LETTERS else None
        if amount is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return amount
