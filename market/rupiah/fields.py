"""What people type when they are asked for an amount."""

from __future__ import annotations

import re
from typing import Any

from django import forms


class RupiahField(forms.IntegerField):
    """Whole rupiah as people write them: 61.000 is sixty-one thousand, which a number box would take for 61."""

    widget = forms.TextInput
    default_error_messages = {"invalid": "Tulis jumlahnya dengan angka saja, misalnya 61.000."}
    re_decimal = re.compile(r"(?!)")
    """Nothing after a dot is dropped: 61.00 is asked for again."""

    def to_python(self, value: Any) -> int | None:
        """Return the amount without its dots and its Rp."""
        text = re.sub(r"(?i)^\s*rp\.?|\s", "", str(value or ""))
        return super().to_python(text.replace(".", "") if re.fullmatch(r"\d{1,3}(\.\d{3})+", text) else text)
