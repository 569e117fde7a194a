"""What a QRIS code says: EMVCo's merchant-presented form as Bank Indonesia uses it. Text to text, nothing else.

A payload is a row of fields, each two digits of name, two of length, then the value; some hold fields themselves.
The last field is a checksum (EMVCo QR Code Specification for Payment Systems, Merchant-Presented Mode 1.1). Names
longer than EMVCo's 25 letters are on many stickers and are taken.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass

MOST = 10_000_000
"""Rupiah in one payment (PADG Bank Indonesia 24/1/2022)."""

LONGEST = 512
LONGEST_BILL_NUMBER = 25
QRIS_DOMAIN = "ID.CO.QRIS.WWW"
STATIC, DYNAMIC = "11", "12"
RUPIAH, INDONESIA = "360", "ID"
TIPS = ("55", "56", "57")
ACCOUNTS = range(26, 52)

EMPTY = "Isi QRIS masih kosong."
STRANGE = "Ini bukan kode QRIS. Pakai stiker QRIS toko Anda sendiri, yang ada gambar QRIS dan nama tokonya."
TORN = "Kode QRIS ini tidak utuh atau salah ketik. Foto lagi stikernya, seluruh kotaknya terlihat dan tidak buram."
NO_MERCHANT = "Kode ini tidak memuat nomor merchant QRIS (NMID). Minta stiker QRIS ke bank atau penyedia QRIS Anda."
NO_NAME = "Kode QRIS ini tidak memuat nama dan kota merchant. Minta stiker baru ke bank atau penyedia QRIS Anda."
FOREIGN = "Kode ini bukan untuk rupiah di Indonesia, jadi tidak bisa dipakai di sini."
ODD_AMOUNT = "Jumlah uang di kode QRIS ini bukan rupiah bulat."
TOO_MUCH = "QRIS paling banyak Rp10.000.000 sekali bayar."
TOO_LITTLE = "Jumlah yang dibayar dengan QRIS harus rupiah bulat, paling sedikit Rp1."
ONE_TIME = "Kode QRIS ini hanya berlaku untuk satu pembayaran. Pakai stiker QRIS tetap, yang dipajang di toko."

Field = tuple[str, str]


class UnusableQris(ValueError):
    """The code cannot be used; the text is a plain Indonesian sentence that says why and what to do."""


@dataclass(frozen=True)
class Qris:
    """A payload that was found right. `amount` is whole rupiah, None when the buyer types it herself."""

    fields: tuple[Field, ...]
    merchant_name: str
    city: str
    merchant_id: str
    category: str
    is_dynamic: bool
    amount: int | None
    bill_number: str

    @property
    def text(self) -> str:
        """Return the payload as it stands in the code, checksum and all."""
        return write(self.fields)


def read(text: str) -> Qris:
    """Return what a payload says, after every part of it is found right.

    Raises:
        UnusableQris: with a sentence for the person who sent it.
    """
    fields = _fields_of(_whole(text.strip()))
    known = dict(fields)
    if known.get("53") != RUPIAH or known.get("58") != INDONESIA:
        raise UnusableQris(FOREIGN)
    if not (known.get("59", "").strip() and known.get("60", "").strip()):
        raise UnusableQris(NO_NAME)
    if known.get("00") != "01" or not re.fullmatch(r"\d{4}", known.get("52", "")):
        raise UnusableQris(TORN)
    if known.get("01", STATIC) not in (STATIC, DYNAMIC):
        raise UnusableQris(TORN)
    return Qris(
        fields=tuple(fields),
        merchant_name=known["59"].strip(),
        city=known["60"].strip(),
        merchant_id=_merchant_id(fields),
        category=known["52"],
        is_dynamic=known.get("01") == DYNAMIC,
        amount=_amount(known.get("54")),
        bill_number=dict(_fields_of(known.get("62", ""))).get("01", ""),
    )


def read_sticker(text: str) -> Qris:
    """Return what a shop's standing code says. Raises UnusableQris also for a code of one payment only."""
    qris = read(text)
    if qris.is_dynamic or qris.amount is not None:
        raise UnusableQris(ONE_TIME)
    return qris


def for_payment(sticker: Qris, *, amount: int, bill_number: str) -> Qris:
    """Return the code of one payment, made from a shop's standing one: `amount` in whole rupiah, and a bill number.

    What the sticker says of tips and surcharges is left out: the buyer pays the price and nothing on top of it.

    Raises:
        UnusableQris: when the amount is nothing, no whole number, or more than QRIS carries.
    """
    if type(amount) is not int or amount < 1:
        raise UnusableQris(TOO_LITTLE)
    if amount > MOST:
        raise UnusableQris(TOO_MUCH)
    kept = {name: value for name, value in sticker.fields if name not in TIPS}
    kept |= {"01": DYNAMIC, "54": str(amount), "62": _with_bill_number(kept.get("62", ""), bill_number)}
    return read(write(sorted(kept.items())))


def write(fields: Iterable[Field]) -> str:
    """Return the fields as a payload with its checksum at the end, as EMVCo wants it."""
    body = _joined((name, value) for name, value in fields if name != "63") + "6304"
    return body + checksum(body)


def checksum(body: str) -> str:
    """Return the CRC-16 of the text (CCITT, starting from FFFF) as four capital hexadecimal digits."""
    return f"{binascii.crc_hqx(body.encode('ascii'), 0xFFFF):04X}"


def _whole(text: str) -> str:
    """Return the text once its letters, beginning, end and checksum are right."""
    if not text:
        raise UnusableQris(EMPTY)
    if not text.startswith("0002") or len(text) > LONGEST:
        raise UnusableQris(STRANGE)
    if not re.fullmatch(r"[ -~]+", text) or text[-8:-4] != "6304":
        raise UnusableQris(TORN)
    if text[-4:] != checksum(text[:-4]):
        raise UnusableQris(TORN)
    return text


def _fields_of(text: str) -> list[Field]:
    """Return the fields one after the other; none twice, none empty, nothing left over, the checksum last."""
    fields, rest = [], text
    while rest:
        head = re.match(r"(\d\d)(\d\d)", rest)
        if head is None:
            raise UnusableQris(TORN)
        end = 4 + int(head[2])
        value = rest[4:end]
        if not value or len(rest) < end:
            raise UnusableQris(TORN)
        fields.append((head[1], value))
        rest = rest[end:]
    if len({name for name, _ in fields}) != len(fields):
        raise UnusableQris(TORN)
    return fields


def _merchant_id(fields: list[Field]) -> str:
    """Return the NMID from the part that is QRIS's own, usually the one named 51."""
    accounts = [dict(_fields_of(value)) for name, value in fields if int(name) in ACCOUNTS]
    ids = [account.get("02", "") for account in accounts if account.get("00", "").upper() == QRIS_DOMAIN]
    if len(ids) != 1 or not re.fullmatch(r"ID[A-Z0-9]{8,18}", ids[0]):
        raise UnusableQris(NO_MERCHANT)
    return ids[0]


def _amount(written: str | None) -> int | None:
    """Return the amount in whole rupiah; `10000` and `10000.00` are the same on real codes."""
    if written is None:
        return None
    match = re.fullmatch(r"(\d{1,10})(?:\.0{0,2})?", written)
    if match is None:
        raise UnusableQris(ODD_AMOUNT)
    if not 1 <= int(match[1]) <= MOST:
        raise UnusableQris(TOO_MUCH if int(match[1]) else ODD_AMOUNT)
    return int(match[1])


def _with_bill_number(value: str, bill_number: str) -> str:
    """Return field 62 with our bill number; of what else is in it the terminal stays when all is too long."""
    number = re.sub(r"[^A-Za-z0-9-]", "", bill_number)[-LONGEST_BILL_NUMBER:]
    parts = {**dict(_fields_of(value)), "01": number}
    written = _joined(sorted(parts.items()))
    if len(written) <= 99:
        return written
    return _joined((name, parts[name]) for name in ("01", "07") if name in parts)


def _joined(fields: Iterable[Field]) -> str:
    return "".join(f"{name}{len(value):02d}{value}" for name, value in fields)
