"""What codes of the books are called in plain words; the codes stay beside them."""

from __future__ import annotations

from market.gateways.bills.models import ReceivingAccount
from market.gateways.registry import all_gateways

JOURNALS = {
    "payment": "pembeli membayar",
    "unique_code": "kode unik",
    "offset": "sudah di tangan toko",
    "sale": "hak toko dari barang",
    "delivery": "hak toko dari ongkos kirim",
    "subsidy": "potongan dari pasar",
    "commission": "komisi",
    "tax": "pajak",
    "refund": "dikembalikan dari uang pembeli",
    "clawback": "dikembalikan dari hak toko dan pasar",
    "refund_paid": "pengembalian sudah sampai",
    "refund_returned": "pengembalian gagal",
    "payout": "pencairan",
    "payout_returned": "pencairan gagal",
    "gateway_fee": "biaya gerbang atau bank",
    "dispute_opened": "sengketa dibuka",
    "dispute_won": "sengketa dimenangkan",
    "dispute_lost": "sengketa kalah",
    "moved": "uang pengelola dipindahkan",
    "advance": "dibayar pasar untuk toko",
    "suspense_payment": "uang yang ditahan",
    "suspense_refund": "uang yang ditahan dikembalikan",
    "suspense_dispute": "uang yang ditahan disengketakan",
}
MOVEMENTS = {
    "payment": "pembayaran",
    "refund": "pengembalian",
    "dispute": "sengketa",
    "payout": "pencairan",
    "fee": "biaya",
    "moved": "pindahan",
}
"""The kinds that files of gateways and banks know."""


def journal_words(kind: str) -> str:
    """Return what a kind of journal is called, or the code of one that nobody has named."""
    return JOURNALS.get(kind, kind)


def movement_words(kind: str) -> str:
    """Return what a kind of movement is called."""
    return MOVEMENTS.get(kind, kind)


def way_words(code: str) -> str:
    """Return what a way to pay is called, or its code when it is not installed."""
    gateway = all_gateways().get(code)
    return str(gateway.name) if gateway else code


def own_names() -> dict[str, str]:
    """Return what the operator's own accounts are called, with the bank's name and number, by code; one query."""
    return {one.code: str(one) for one in ReceivingAccount.objects.filter(partner=None)}
