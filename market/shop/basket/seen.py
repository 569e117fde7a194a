"""What a buyer was shown of a basket, small enough to be kept, and what has changed since, by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from market.settlement.templatetags.money import rupiah
from market.shop.basket.deliveries import Part
from market.shop.basket.parts import Item

Seen = dict[str, Any]


def seen_of(basket_id: int, parts: Sequence[Part]) -> Seen:
    """Return what these parts show, as plain words and numbers: goods by stockrecord, deliveries by seller."""
    return {
        "basket": basket_id,
        "total": sum(part.total for part in parts),
        "goods": {str(item.line.stockrecord_id): _told(item) for part in parts for item in part.goods.items},
        "ways": {str(part.goods.seller.pk): _way(part) for part in parts if part.chosen},
    }


def changes(before: Seen, basket_id: int, parts: Sequence[Part], *, with_own: bool = True) -> list[str]:
    """Return in sentences what differs from what was seen; nothing when it was another basket.

    What only the buyer can have done herself, such as fewer pieces of something, is left out without `with_own`.
    """
    if before.get("basket") != basket_id:
        return []
    told = [sentence for part in parts for sentence in _part_changes(before, part)]
    if with_own:
        told += _own_changes(before, parts)
    now = sum(part.total for part in parts)
    if with_own and not told and now != before["total"]:
        amounts = {"old": rupiah(before["total"]), "new": rupiah(now)}
        told.append(_("Yang Anda bayar berubah dari %(old)s menjadi %(new)s.") % amounts)
    return told


def _told(item: Item) -> list[Any]:
    return [item.product.get_title(), item.line.quantity, item.price, item.total, item.line.stockrecord.partner_id]


def _way(part: Part) -> list[Any]:
    assert part.chosen is not None  # noqa: S101  (a narrowing; the caller looked)
    return [part.chosen.code, part.chosen.name, part.charge, *map(str, part.promised or ())]


def _part_changes(before: Seen, part: Part) -> Iterator[str]:
    seller = part.goods.seller
    if not seller.is_open:
        yield _("Toko %(seller)s sedang tutup.") % {"seller": seller.name}
        return
    if seller.is_paused:
        yield f"{seller.name}: {seller.pause_sentence()}"
        return
    for item in part.goods.items:
        yield from _item_changes(before["goods"].get(str(item.line.stockrecord_id)), item)
    if part.goods.is_alive:
        yield from _way_changes(before["ways"].get(str(seller.pk)), part)


def _item_changes(told: list[Any] | None, item: Item) -> Iterator[str]:
    name = item.product.get_title()
    if item.is_gone:
        yield _("%(product)s sudah habis.") % {"product": name}
        return
    if item.is_short:
        yield _("%(product)s tinggal %(left)s.") % {"product": name, "left": item.available}
    if told is None:
        return
    _name, quantity, price, total, *sellers = told
    seller = item.line.stockrecord.partner
    if sellers and sellers != [seller.pk]:
        yield _("%(product)s kini dijual oleh %(seller)s.") % {"product": name, "seller": seller.name}
    if price and item.price != price:
        amounts = {"product": name, "old": rupiah(price), "new": rupiah(item.price)}
        yield _("Harga %(product)s berubah dari %(old)s menjadi %(new)s.") % amounts
    elif item.line.quantity == quantity and item.total != total:
        amounts = {"product": name, "old": rupiah(total), "new": rupiah(item.total)}
        yield _("Potongan untuk %(product)s berubah: jumlahnya dari %(old)s menjadi %(new)s.") % amounts


def _way_changes(told: list[Any] | None, part: Part) -> Iterator[str]:
    if told is None:
        return
    seller, (code, name, charge, *days) = part.goods.seller.name, told
    if code not in [quote.code for quote in part.quotes]:
        yield _("Kiriman %(way)s dari %(seller)s sudah tidak ada. Pilih cara kirim lain.") % {
            "way": name,
            "seller": seller,
        }
    elif part.chosen and part.chosen.code == code:
        if part.charge != charge:
            amounts = {"seller": seller, "old": rupiah(charge), "new": rupiah(part.charge)}
            yield _("Ongkos kirim dari %(seller)s berubah dari %(old)s menjadi %(new)s.") % amounts
        if part.promised and [str(day) for day in part.promised] != days:
            last = date_format(part.promised[1], "j F")
            yield _("Barang dari %(seller)s kini dijanjikan paling lambat %(day)s.") % {"seller": seller, "day": last}


def _own_changes(before: Seen, parts: Sequence[Part]) -> Iterator[str]:
    now = {str(item.line.stockrecord_id): item for part in parts for item in part.goods.items}
    for key, (name, quantity, *_rest) in before["goods"].items():
        if key not in now:
            yield _("%(product)s sudah tidak ada di keranjang.") % {"product": name}
        elif now[key].line.quantity != quantity:
            numbers = {"product": name, "old": quantity, "new": now[key].line.quantity}
            yield _("Jumlah %(product)s berubah dari %(old)s menjadi %(new)s.") % numbers
    for key in now.keys() - before["goods"].keys():
        yield _("%(product)s ditambahkan ke keranjang.") % {"product": now[key].product.get_title()}
