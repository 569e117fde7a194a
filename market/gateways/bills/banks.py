"""Banks that money can be sent to, by the three digits that transfer files use, and how their numbers look."""

from __future__ import annotations

import re
from dataclasses import dataclass

SHORTEST, LONGEST = 8, 18


class UnusableNumber(ValueError):
    """No account of that bank can have this number; the text is a sentence for whoever typed it."""


@dataclass(frozen=True)
class Bank:
    """A bank; `digits` is how long its account numbers are, None where they differ."""

    code: str
    name: str
    digits: int | None = None


BANKS = (
    Bank("124", "Bankaltimtara"),
    Bank("002", "BRI", 15),
    Bank("008", "Mandiri", 13),
    Bank("009", "BNI", 10),
    Bank("014", "BCA", 10),
    Bank("451", "BSI", 10),
    Bank("200", "BTN", 16),
    Bank("122", "Bank Kalsel"),
    Bank("123", "Bank Kalbar"),
    Bank("125", "Bank Kalteng"),
    Bank("110", "Bank BJB"),
    Bank("111", "Bank DKI"),
    Bank("112", "BPD DIY"),
    Bank("113", "Bank Jateng"),
    Bank("114", "Bank Jatim"),
    Bank("115", "Bank Jambi"),
    Bank("116", "Bank Aceh"),
    Bank("117", "Bank Sumut"),
    Bank("118", "Bank Nagari"),
    Bank("119", "Bank Riau Kepri"),
    Bank("120", "Bank Sumsel Babel"),
    Bank("121", "Bank Lampung"),
    Bank("126", "Bank Sulselbar"),
    Bank("127", "Bank SulutGo"),
    Bank("128", "Bank NTB"),
    Bank("129", "BPD Bali"),
    Bank("130", "Bank NTT"),
    Bank("131", "Bank Maluku Malut"),
    Bank("132", "Bank Papua"),
    Bank("133", "Bank Bengkulu"),
    Bank("134", "Bank Sulteng"),
    Bank("135", "Bank Sultra"),
    Bank("137", "Bank Banten"),
    Bank("011", "Danamon"),
    Bank("013", "Permata"),
    Bank("016", "Maybank"),
    Bank("019", "Panin"),
    Bank("022", "CIMB Niaga"),
    Bank("023", "UOB"),
    Bank("028", "OCBC"),
    Bank("147", "Muamalat"),
    Bank("153", "Sinarmas"),
    Bank("213", "SMBC / Jenius"),
    Bank("426", "Mega"),
    Bank("441", "KB Bank"),
    Bank("490", "Bank Neo Commerce"),
    Bank("501", "blu (BCA Digital)"),
    Bank("535", "SeaBank"),
    Bank("542", "Bank Jago"),
    Bank("567", "Allo Bank"),
)
BY_CODE = {bank.code: bank for bank in BANKS}


def bank_choices() -> list[tuple[str, str]]:
    """Return code and name of each bank, those near here first, for a form."""
    return [("", "Pilih bank"), *((bank.code, bank.name) for bank in BANKS)]


def account_number(bank: Bank, typed: str) -> str:
    """Return the digits of an account number as it was typed, with or without blanks, points and dashes.

    Raises:
        UnusableNumber: when it is not digits, or not as many as the bank's numbers have.
    """
    number = re.sub(r"[\s.-]", "", typed)
    if not re.fullmatch(r"[0-9]+", number):
        raise UnusableNumber("Nomor rekening hanya angka. Contoh: 0012 3456 78.")
    if bank.digits and len(number) != bank.digits:
        raise UnusableNumber(f"Nomor rekening {bank.name} harus {bank.digits} angka; yang ini {len(number)} angka.")
    if not SHORTEST <= len(number) <= LONGEST or not number.strip("0"):
        raise UnusableNumber(f"Nomor rekening ini tidak mungkin benar. Biasanya {SHORTEST} sampai {LONGEST} angka.")
    return number
