"""The desks in the order in which money passes them."""

from __future__ import annotations

from typing import NamedTuple


class Desk(NamedTuple):
    """A page of the money desk: what it is called, where it is, and what is done there."""

    label: str
    url_name: str
    words: str


DESKS: list[Desk] = [
    Desk("Bukti dan tagihan", "money:bills", "Cocokkan uang yang masuk dengan tagihannya."),
    Desk("Langsung ke toko", "money:direct_bills", "Uang yang langsung ke toko, bila tokonya tidak menjawab."),
    Desk("Mutasi bank", "money:statements", "Masukkan berkas bank; yang cocok langsung tercatat."),
    Desk("Pesanan", "dashboard:order-list", "Cari pesanan; batalkan, atau kembalikan uangnya."),
    Desk("Ditahan", "money:quarantine", "Pembayaran yang tidak sesuai catatan kita."),
    Desk("Pengembalian", "money:refunds", "Uang yang kembali ke pembeli."),
    Desk("Rekening", "money:accounts", "Rekening dan QRIS toko yang perlu diperiksa, dan milik pengelola."),
    Desk("Pencairan", "money:payouts", "Bayarkan hak toko lewat bank atau bendahara."),
    Desk("Pindah uang", "money:moves", "Uang pengelola yang pindah: Stripe ke bank, ke kas, ke negara."),
    Desk("Komisi", "commission:index", "Tarif komisi, urut dari atas."),
    Desk("Potongan", "funding:index", "Siapa yang menanggung potongan harga dan voucher: toko, pasar, atau dibagi."),
    Desk("Surat pernyataan", "letters:index", "Toko yang bebas PPh 22 tahun ini, bila pajak itu dipungut."),
    Desk("Cara bayar", "methods:index", "Cara bayar yang ditawarkan kepada pembeli."),
    Desk("Rekonsiliasi", "money:reconcile", "Bandingkan berkas bank atau Stripe dengan buku besar."),
    Desk("Buku besar", "money:ledger", "Setiap rupiah yang bergerak."),
]
