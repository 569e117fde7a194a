"""Orders without a signal: handed over, with or without the cash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from market.shop.order.actions import NotPaid, hand_over
from sellers.access import order_of_shop
from sellers.handing_over import hand_over_form, take_cash
from sellers.money import cash_bill_of
from sellers.sync.behalf import for_makers_in
from sellers.sync.kinds import Done, NeedsAttention, Work, does
from sellers.sync.reading import answers, typed

if TYPE_CHECKING:
    from market.shop.order.models import Order

NO_ORDER = "Pesanan ini tidak ada di toko Anda."
NOT_NOW = "Pesanan ini tidak bisa diserahkan. Lihat keadaannya di daftar pesanan."


@does("hand_over")
def hand_over_one(work: Work) -> Done:
    """Give an order's goods to whoever carries them; who did so before finds that parcel."""
    order = order_of(work)
    bill = cash_bill_of(work.shop.partner, order)
    said = answers(hand_over_form(typed(work.data, "carrier", "tracking_number", "cash_came"), order, bill))
    in_their_names = for_makers_in(order, work, what="menyerahkan pesanan")
    try:
        hand_over(order=order, carrier=said["carrier"], tracking_number=said["tracking_number"], by=work.user)
    except NotPaid:
        raise NeedsAttention(NOT_NOW) from None
    words = f"Pesanan {order.number} tercatat diserahkan{in_their_names}. Pembeli diberi tahu."
    if bill and said.get("cash_came"):
        words += f" {take_cash(bill, by=work.user)}"
    return Done(words=words, result={"order": order.number})


def order_of(work: Work) -> Order:
    """Return the order that an operation names. Raises Http404 for what is not this shop's."""
    number = work.data.get("order")
    if not isinstance(number, str) or not number:
        raise NeedsAttention(NO_ORDER, {"order": NO_ORDER})
    return order_of_shop(work.shop, number)
