"""Phone numbers: 0812…, 62812… and +62812… are one number, written +62812…"""

from __future__ import annotations

import re

import phonenumbers

INDONESIA = 62


class InvalidPhone(ValueError):
    """What was typed is not a phone number that can be called."""


def write_phone(phone: str) -> str:
    """Return a number as people read it aloud: 0812 3456 7890, from abroad +60 12-345 6789; what is none as it is."""
    try:
        number = phonenumbers.parse(phone, "ID")
    except phonenumbers.NumberParseException:
        return phone
    if number.country_code != INDONESIA:
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return " ".join(re.findall(r"\d+", written))


def normalise_phone(typed: str) -> str:
    """Return the number in E.164, such as +6281234567890.

    A leading 62 without a plus is read as the country code; left alone, short numbers are mis-read
    (libphonenumber takes `62812345678` for a subscriber number).

    Raises:
        InvalidPhone: when no such number can exist.
    """
    digits = re.sub(r"[^\d+]", "", typed)
    if digits.startswith("62"):
        digits = f"+{digits}"
    try:
        number = phonenumbers.parse(digits, "ID")
    except phonenumbers.NumberParseException:
        raise InvalidPhone(typed) from None
    if not phonenumbers.is_valid_number(number):
        raise InvalidPhone(typed)
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
