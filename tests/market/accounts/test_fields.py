"""Words of one line stay on it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from market.accounts.fields import LineField


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Dapur Ibu Siti ", "Dapur Ibu Siti"),
        ("Siti\r\n\r\nPasar Hulu: kode Anda 123456", "Siti Pasar Hulu: kode Anda 123456"),
        ("Siti\u202egnp.exe", "Siti gnp.exe"),
        ("\u2066Siti\u2069", "Siti"),
        ("Nasi 👩\u200d🍳 عسل", "Nasi 👩\u200d🍳 عسل"),
        ("<b>O'Neil & Co.</b>", "<b>O'Neil & Co.</b>"),
    ],
)
def test_it_keeps_what_was_typed_on_one_line(typed: str, kept: str) -> None:
    assert LineField().clean(typed) == kept


@pytest.mark.parametrize("typed", ["", None, "\n", "\u202e", "a\x00b"])
def test_it_asks_again_where_nothing_is_left(typed: str | None) -> None:
    with pytest.raises(ValidationError):
        LineField().clean(typed)
