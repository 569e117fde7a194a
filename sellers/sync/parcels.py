"""Goods are handed over once: what was written first is what the buyer was told, what came after is kept and shown."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from market.fulfilment.models import Parcel
from market.shop.order.actions import hand_over
from market.shop.order.models import Order
from sellers.register_models import Write

if TYPE_CHECKING:
    from sellers.models import Seller
    from sellers.registers.merge import Author

FIELD = "hand_over"


@dataclass(frozen=True, kw_only=True)
class GivenTwice:
    """Who carries an order's goods as its buyer was told, and what else was written of it; `number` is that word's."""

    number: int
    order: Order
    parcel: Parcel
    word: Write

    @property
    def stands(self) -> str:
        """Return what the buyer was told, in words."""
        return in_words(self.parcel.carrier, self.parcel.tracking_number)

    @property
    def lost(self) -> str:
        """Return what is not used, in words."""
        said = json.loads(self.word.value)
        return in_words(said["carrier"], said["tracking_number"])

    @property
    def title(self) -> str:
        """Return what the pages call it."""
        return f"Pesanan {self.order.number}"

    @property
    def words(self) -> str:
        """Return what stands and what does not, for the shop's people."""
        return (
            f"Pembeli sudah diberi tahu: {self.stands}. Sesudah itu tercatat juga {self.lost}, dan itu tidak dipakai. "
            "Bila yang benar yang kedua, hubungi petugas Pasar Hulu."
        )


@transaction.atomic
def give(*, shop: Seller, order: Order, carrier: str, tracking_number: str, author: Author) -> str:
    """Hand an order over; return nothing, or, where it was handed over otherwise before, the sentences that say so.

    Raises:
        market.shop.order.actions.NotPaid: it is not to be handed over.
    """
    parcel = hand_over(order=order, carrier=carrier, tracking_number=tracking_number, by=author.by)
    if (parcel.carrier, parcel.tracking_number) == (carrier.strip(), tracking_number.strip()):
        return ""
    stands = in_words(parcel.carrier, parcel.tracking_number)
    said = {"carrier": carrier.strip(), "tracking_number": tracking_number.strip()}
    Write.objects.create(
        shop=shop,
        field=FIELD,
        base=stands,
        value=json.dumps({"order": order.number, **said}),
        made_at=author.made_at,
        operation=author.operation,
        by=author.by,
        is_lost=True,
    )
    return (
        f"Pesanan {order.number} sudah tercatat diserahkan sebelumnya: {stands}. Itu yang diketahui pembeli. "
        f"Yang Anda tulis, {in_words(**said)}, tidak dipakai: lihat “Perlu dilihat”."
    )


def given_twice(shop: Seller, number: int | None = None) -> list[GivenTwice]:
    """Return the orders of this shop that were handed over otherwise too, seen or not where a `number` is given."""
    words = Write.objects.of_shop(shop).filter(field=FIELD)
    words = words.unseen() if number is None else words.filter(pk=number)
    by_order = [(json.loads(word.value)["order"], word) for word in words.select_related("by").order_by("pk")]
    found = Order.objects.filter(number__in=[order for order, _ in by_order]).prefetch_related("parcels")
    orders = {order.number: order for order in found}
    return [
        GivenTwice(number=word.pk, order=orders[order], parcel=min(orders[order].parcels.all(), key=_age), word=word)
        for order, word in by_order
        if order in orders
    ]


def in_words(carrier: str, tracking_number: str) -> str:
    """Return who carries it, and under which number, as people write it."""
    return f"{carrier}, nomor {tracking_number}" if tracking_number else f"{carrier}, tanpa nomor"


def _age(parcel: Parcel) -> int:
    return int(parcel.pk)
