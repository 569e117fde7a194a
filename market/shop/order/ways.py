"""The ways to pay in the buyer's words, by the code of their gateway."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

NAMES = {
    "stripe": gettext_noop("Kartu debit atau kredit"),
    "transfer": gettext_noop("Transfer bank"),
    "qris": gettext_noop("QRIS"),
    "cash": gettext_noop("Tunai saat barang diterima"),
}
WORDS = {
    "stripe": gettext_noop("Visa, Mastercard, atau JCB, di halaman aman Stripe."),
    "transfer": gettext_noop("Dari rekening atau dompet digital mana pun, lalu kirim foto buktinya."),
    "qris": gettext_noop("Pindai kode QR dengan aplikasi bank atau dompet digital Anda."),
    "cash": gettext_noop("Siapkan uang pas; bayar ketika barang diserahkan."),
}
CASH = "cash"


def way_name(code: str, default: str = "") -> str:
    """Return how a way to pay is called."""
    return _(NAMES[code]) if code in NAMES else default or code


def way_words(code: str) -> str:
    """Return in one line how it goes, or nothing for a way that is not known here."""
    return _(WORDS[code]) if code in WORDS else ""
