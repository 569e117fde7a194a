"""The desks in the order in which money passes them."""

from __future__ import annotations

from typing import NamedTuple


class Desk(NamedTuple):
    """A page of the money desk: what it is called, where it is, and what is done there."""

    label: str
    url_name: str
    words: str


DESKS: list[Desk] = [
    Desk("Ditahan", "money:quarantine", "Pembayaran yang tidak sesuai catatan kita."),
    Desk("Pencairan", "money:payouts", "Bayarkan hak toko lewat bank atau bendahara."),
    Desk("Komisi", "commission:index", "Tarif komisi, urut dari atas."),
    Desk("Cara bayar", "methods:index", "Cara bayar yang ditawarkan kepada pembeli."),
    Desk("Buku besar", "money:ledger", "Setiap rupiah yang bergerak."),
]
