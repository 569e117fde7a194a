from __future__ import annotations

import pytest
from django import forms
from django.template import Context, Template

from market.accounts.fields import PhoneField
from market.accounts.phones import InvalidPhone, normalise_phone, write_phone

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


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("+6281390008765", "0813 9000 8765"),
        ("0541-661234", "0541 661234"),
        ("+60123456789", "+60 12-345 6789"),
        ("tanya kantor desa", "tanya kantor desa"),
    ],
)
def test_it_writes_all_numbers_one_way(number: str, words: str) -> None:
    assert write_phone(number) == words
    assert Template("{{ number|phone }}").render(Context({"number": number})) == words


def test_the_field_shows_a_number_that_we_know_as_people_read_it() -> None:
    assert PhoneField().prepare_value("+6281390008765") == "0813 9000 8765"
    assert PhoneField().prepare_value("0813x") == "0813x"  # what was typed stays
