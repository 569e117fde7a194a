"""Who somebody of an OpenSID export without names is: told by her phone, or by the hub, once for all her goods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from market.accounts.phones import InvalidPhone, normalise_phone
from sellers.actions.consent import MakerKnown, add_maker
from sellers.bulk.checking import WhoseIsIt
from sellers.import_models import Pelapak

if TYPE_CHECKING:
    from market.accounts.models import User
    from sellers.bulk.rows import Row
    from sellers.models import Producer, Seller

WHO_IS_IT = "Di ekspor ini pelapaknya tidak bernama. Jawab dulu di halaman ini siapa dia, lalu kirim berkasnya lagi."


class GoodsCameIn(Exception):
    """Her goods have come in under somebody's name; under another they would be there twice."""

    def __init__(self, maker: Producer) -> None:
        super().__init__(
            f"Barangnya sudah masuk atas nama {maker.name}, jadi jawabannya tidak bisa diganti. "
            "Kalau nama itu keliru, hubungi petugas Pasar Hulu."
        )


class WhoIsSeller(WhoseIsIt):
    """Nobody knows yet who she is; `pelapak` is who has to be asked about."""

    def __init__(self, pelapak: Pelapak) -> None:
        super().__init__("producer", WHO_IS_IT)
        self.pelapak = pelapak


def pelapak_of(shop: Seller, row: Row) -> Pelapak | None:
    """Return who sells a row, as the hub has answered or is to be asked; None where a name says it."""
    if row.pelapak is None or not shop.is_hub:
        return None
    key, phone = row.pelapak
    return Pelapak.objects.get_or_create(seller=shop, key=key, defaults={"phone": phone})[0]


def maker_who_sells(pelapak: Pelapak, makers: list[Producer]) -> Producer:
    """Return which of a hub's makers she is: whom the hub has named, or else the only one with her phone.

    Raises:
        WhoIsSeller: the hub has to be asked.
    """
    named = [one for one in makers if one.pk == pelapak.producer_id]
    if named:
        return named[0]
    phone = _read_phone(pelapak.phone)
    found = [one for one in makers if phone and phone in (one.phone, one.user.phone if one.user else "")]
    if len(found) != 1:  # a family may share one
        raise WhoIsSeller(pelapak)
    return found[0]


@transaction.atomic
def say_who_sells(*, pelapak: Pelapak, by: User, producer: Producer | None = None, name: str = "") -> Producer:
    """Keep who she is: one of the hub's makers, or a new one of this name in the hub's village, and return her.

    Raises:
        GoodsCameIn: goods of hers are listed for somebody else.
    """
    locked = (
        Pelapak.objects.select_for_update(of=("self",)).select_related("seller__partner__village").get(pk=pelapak.pk)
    )
    locked.producer = producer or _new_maker(locked, name)
    listed = locked.rows.exclude(product=None).exclude(product__producer=locked.producer)
    row = listed.select_related("product__producer").first()
    if row and row.product:
        raise GoodsCameIn(row.product.producer)
    locked.told_by = by
    locked.save(update_fields=["producer", "told_by"])
    return locked.producer


def _new_maker(pelapak: Pelapak, name: str) -> Producer:
    first = pelapak.rows.order_by("pk").first()
    makes = first.title if first else ""
    try:
        return add_maker(shop=pelapak.seller, name=name, village=pelapak.seller.partner.village, makes=makes)
    except MakerKnown as known:
        return known.producer


def _read_phone(written: str) -> str:
    """Return a number as ours are kept; "" for what is none. A sheet takes the first 0 of a number away."""
    typed = f"0{written}" if written.startswith("8") else written
    try:
        return normalise_phone(typed)
    except InvalidPhone:
        return ""
