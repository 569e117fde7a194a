"""Counting without a signal: so many sold by hand, so many made, nothing left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sellers.access import own_sold_thing
from sellers.forms import MOST_STOCK
from sellers.registers.counting import change_stock
from sellers.sync.behalf import for_maker_of
from sellers.sync.edit_kinds import NO_PRODUCT
from sellers.sync.kinds import Done, NeedsAttention, Work, does
from sellers.sync.reading import whole

if TYPE_CHECKING:
    from market.shop.partner.models import StockRecord

NO_NUMBER = "Jumlahnya tidak terbaca. Tulis lagi."
TOO_MANY = "Paling banyak 100.000."


@does("change_stock")
def change_one(work: Work) -> Done:
    """Take a delta into account; "habis" takes away all that the phone showed."""
    thing = own_sold_thing(work.shop, whole(work.data, "product", words=NO_PRODUCT))
    delta = _delta(work)
    in_her_name = for_maker_of(thing, work, what="mengubah stok")
    offer = change_stock(
        thing=thing,
        delta=delta,
        by=work.user,
        made_at=work.made_at,
        operation=work.id,
        is_sold_out=bool(work.data.get("sold_out")),
        knew=_mark(work),
    )
    words = f"Stok {thing.get_title()} tersimpan{in_her_name}: {_left(offer)}."
    return Done(words=words, result={"product": thing.pk, "stock": offer.net_stock_level, "owed": offer.owed})


def _delta(work: Work) -> int:
    name = "seen" if work.data.get("sold_out") else "delta"
    number = whole(work.data, name, words=NO_NUMBER)
    if abs(number) > MOST_STOCK:
        raise NeedsAttention(TOO_MANY, {name: TOO_MANY})
    return -max(number, 0) if name == "seen" else number


def _mark(work: Work) -> int:
    """Return the number of the last mark of "sold out" that the phone knew of, 0 without one."""
    return max(whole(work.data, "mark", words=NO_NUMBER), 0) if work.data.get("mark") else 0


def _left(offer: StockRecord) -> str:
    if offer.owed:
        return f"kurang {offer.owed} untuk pesanan yang sudah masuk"
    return f"sisa {offer.net_stock_level}" if offer.net_stock_level else "habis"
