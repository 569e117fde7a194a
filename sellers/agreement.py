"""What a producer agrees to: the words that are read out to her, and how long they hold."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format

if TYPE_CHECKING:
    from sellers.models import Consent, Producer

WORDS = {
    "2026-11": (
        "Saya, {name} dari {village}, setuju {hub} menjualkan barang "
        "buatan saya di Pasar Hulu: memasang dan mengubah produk, harga, stok, dan foto, menjawab pembeli, "
        "menyerahkan atau membatalkan pesanan, dan mencatat uangnya. Semua yang dikerjakan atas nama saya "
        "dicatat, dan boleh saya lihat. Persetujuan ini berlaku satu tahun dan boleh saya tarik kapan saja."
    ),
}
"""By version, the newest last: that one is read out from now on. What was read out once stays, word for word, as a
phone that was without a signal for weeks, or a page that was left open, still reads it out: other words get an entry
of their own. Each consent keeps the words that it was given to."""

LASTS = timedelta(days=365)
REMINDED = (timedelta(days=14), timedelta(days=1))
"""So long before the end the hub is reminded, and the producer where she has a phone."""


def newest_version() -> str:
    """Return the version of the words that are read out from now on."""
    return next(reversed(WORDS))


def is_known(version: object) -> bool:
    """Was this ever read out, or is it now? What is not, only a newer release can know."""
    return isinstance(version, str) and version in WORDS


def words_for(producer: Producer, *, version: str) -> str:
    """Return what is read out to a producer; load her with her village and her hub's account."""
    names = {"name": producer.name, "village": producer.village.name, "hub": producer.seller.partner.name}
    return words_with(version=version, **names)


def words_with(*, version: str, name: str, village: str, hub: str) -> str:
    """Return the same with these names, or with what stands for them."""
    return WORDS[version].format(name=name, village=village, hub=hub)


def kept_words(consent: Consent) -> str:
    """Return what the hub reads once a consent is kept."""
    last = date_format(timezone.localtime(consent.expires_at), "j F Y")
    return f"Tercatat: {consent.producer.name} setuju sampai {last}."
