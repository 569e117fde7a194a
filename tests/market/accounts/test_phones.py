from __future__ import annotations

import pytest
from django import forms

from market.accounts.fields import PhoneField
from market.accounts.phones import InvalidPhone, normalise_phone

SAME = ["081234567890", "6281234567890", "+6281234567890", "0812 3456 7890", "0812-3456-7890", "(+62) 812-3456-7890"]


@pytest.mark.parametrize("typed", SAME)
def test_it_reads_every_spelling_as_one_number(typed: str) -> None:
    assert normalise_phone(typed) == "+6281234567890"


def test_it_reads_a_short_number_with_its_country_code_as_indonesian() -> None:
    """libphonenumber alone takes 62812345678 for +62 62812345678."""
    assert normalise_phone("62812345678") == "+62812345678"


def test_it_takes_foreign_numbers_with_their_country_code() -> None:
    assert normalise_phone("+65 8123 4567") == "+6581234567"


@pytest.mark.parametrize("typed", ["", "abc", "0812", "+", "++", "62", "+62+812", "1" * 40, "0812x", "٠"])
def test_it_refuses_what_cannot_be_called(typed: str) -> None:
    with pytest.raises(InvalidPhone):
        normalise_phone(typed)


def test_the_field_says_plainly_what_to_type() -> None:
    with pytest.raises(forms.ValidationError, match="Contoh: 0812 3456 7890"):
        PhoneField().clean("12")
    assert PhoneField().clean(" 0812 3456 7890 ") == "+6281234567890"
    assert PhoneField(required=False).clean("") == ""
