"""What somebody says about the account where money should come in, found right before it is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

from market.gateways.bills.banks import BY_CODE, UnusableNumber, account_number
from market.gateways.bills.models import ReceivingAccount
from market.gateways.qris.payload import UnusableQris, read_sticker

NO_BANK = "Pilih bank dari daftar."
NO_HOLDER = "Tulis nama pemilik rekening persis seperti di buku tabungan."


class UnusableAccount(ValueError):
    """The account cannot be right; the text is a sentence in Indonesian, `field` names what it is about."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, kw_only=True)
class Details:
    """A bank account or a QRIS merchant as it will be kept; of QRIS the holder is the name the code shows."""

    kind: str
    holder: str
    bank: str = ""
    number: str = ""
    payload: str = ""
    merchant_id: str = ""


def read_details(*, kind: str, bank: str = "", number: str = "", holder: str = "", payload: str = "") -> Details:
    """Return what was typed, cleaned: `bank` is a bank's code, `payload` the text of a shop's standing QRIS code.

    Show `holder` and `merchant_id` of a QRIS back to whoever sent it: money goes to that merchant.

    Raises:
        UnusableAccount: with a sentence for the field that is wrong.
    """
    if kind == ReceivingAccount.Kind.QRIS:
        return _qris(payload)
    return _bank(bank, number, holder)


def _qris(payload: str) -> Details:
    try:
        sticker = read_sticker(payload)
    except UnusableQris as trouble:
        raise UnusableAccount(str(trouble), "payload") from None
    return Details(
        kind=ReceivingAccount.Kind.QRIS,
        holder=sticker.merchant_name,
        payload=sticker.text,
        merchant_id=sticker.merchant_id,
    )


def _bank(code: str, typed: str, holder: str) -> Details:
    if code not in BY_CODE:
        raise UnusableAccount(NO_BANK, "bank")
    bank, name = BY_CODE[code], " ".join(holder.split())
    try:
        number = account_number(bank, typed)
    except UnusableNumber as trouble:
        raise UnusableAccount(str(trouble), "number") from None
    if not 3 <= len(name) <= 100 or not re.search(r"[^\W\d_]{2}", name) or not name.isprintable():
        raise UnusableAccount(NO_HOLDER, "holder")
    return Details(kind=ReceivingAccount.Kind.BANK, bank=bank.name, number=number, holder=name)
