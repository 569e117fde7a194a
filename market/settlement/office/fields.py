"""What people at the money desk type."""

from __future__ import annotations

import re
from typing import Any

from django import forms


class RupiahField(forms.IntegerField):
    """Whole rupiah as people write them: 61.000 is sixty-one thousand, Rp61.000 too."""

    widget = forms.TextInput
    default_error_messages = {"invalid": "Tulis jumlahnya dengan angka saja, misalnya 61.000."}

    def to_python(self, value: Any) -> int | None:
        text = re.sub(r"(?i)^\s*rp\.?|\s", "", str(value or ""))
        return super().to_python(text.replace(".", "") if re.fullmatch(r"\d{1,3}(\.\d{3})+", text) else text)
