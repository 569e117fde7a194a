"""The chart of accounts: where rupiah can stand. Every code is made here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from market.ledger.actions import AccountName
from market.ledger.models import Kind

if TYPE_CHECKING:
    from market.settlement.models import Payment


class Shop(Protocol):
    """A seller's account as this room sees it: Oscar's partner, which stands on a floor above."""

    pk: int
    name: str


HELD = AccountName("held", "Uang pembeli untuk pesanan yang belum selesai", Kind.LIABILITY)
REFUNDS = AccountName("refunds", "Uang yang harus dikembalikan ke pembeli", Kind.LIABILITY)
TAX = AccountName("tax:pph22", "PPh 22 yang dipungut untuk negara", Kind.LIABILITY)
SUSPENSE = AccountName("suspense", "Uang masuk yang belum jelas", Kind.LIABILITY)
DISPUTES = AccountName("disputes", "Uang yang ditahan bank karena sengketa kartu", Kind.ASSET)
COMMISSION = AccountName("income:commission", "Komisi pasar", Kind.INCOME)
UNIQUE_CODES = AccountName("income:unique_codes", "Kode unik transfer", Kind.INCOME)
GATEWAY_FEES = AccountName("expense:gateway_fees", "Biaya gerbang pembayaran dan bank", Kind.EXPENSE)
DISCOUNTS = AccountName("expense:discounts", "Potongan harga yang ditanggung pasar", Kind.EXPENSE)
LOST_DISPUTES = AccountName("expense:disputes", "Sengketa kartu yang ditanggung pasar", Kind.EXPENSE)
TREASURER = AccountName("bank:treasurer", "Kas bendahara", Kind.ASSET)
OWNER = AccountName("owner", "Uang pengelola sendiri", Kind.LIABILITY)

FIXED = (
    HELD,
    REFUNDS,
    TAX,
    SUSPENSE,
    DISPUTES,
    COMMISSION,
    UNIQUE_CODES,
    GATEWAY_FEES,
    DISCOUNTS,
    LOST_DISPUTES,
    TREASURER,
    OWNER,
)

PLACES = {"bank": "Rekening pengelola", "qris": "QRIS pengelola", "gateway": "Uang di gerbang pembayaran"}


def seller(partner: Shop) -> AccountName:
    """What the market owes a seller; a debit balance means that she owes the market."""
    return AccountName(f"seller:{partner.pk}", f"Hak toko {partner.name}"[:150], Kind.LIABILITY)


def seller_direct(partner: Shop) -> AccountName:
    """Buyers' money that reached a seller straight, by transfer or QRIS."""
    return AccountName(f"seller:{partner.pk}:direct", f"Diterima langsung toko {partner.name}"[:150], Kind.ASSET)


def seller_cash(partner: Shop) -> AccountName:
    """Buyers' cash that a seller or hub collected."""
    return AccountName(f"seller:{partner.pk}:cash", f"Tunai di toko {partner.name}"[:150], Kind.ASSET)


def place(code: str) -> AccountName:
    """A place of the operator's own by its code: `gateway:stripe`, `bank:3`, `qris:2`, `bank:treasurer`.

    Raises:
        ValueError: when the code names no such place.
    """
    if code == TREASURER.code:
        return TREASURER
    kind, _, which = code.partition(":")
    if kind not in PLACES or not which:
        raise ValueError(f"{code!r} is no place for the operator's money")
    return AccountName(code, f"{PLACES[kind]} {which}", Kind.ASSET)


def asset_of(payment: Payment) -> AccountName:
    """Where the money of a payment came in."""
    if payment.partner is not None:
        return seller_cash(payment.partner) if payment.gateway == "cash" else seller_direct(payment.partner)
    return place(payment.account or f"gateway:{payment.gateway}")
