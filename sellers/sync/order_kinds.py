"""Orders without a signal: each line accepted or declined, the whole handed over, with or without the cash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from market.settlement.refunds import InDispute
from market.shop.order.actions import HoldStays, NotAnswerable, NotPaid, accept_line, decline_line
from sellers.access import own_order
from sellers.forms_money import CancelForm
from sellers.handing_over import hand_over_form, take_cash
from sellers.money import cash_bill_of, direct_money_of
from sellers.registers.merge import Author
from sellers.sync.behalf import for_makers_in
from sellers.sync.kinds import Done, Later, NeedsAttention, Work, does
from sellers.sync.parcels import FIELD, give
from sellers.sync.reading import answers, typed, whole

if TYPE_CHECKING:
    from market.shop.order.models import Line, Order

NO_ORDER = "Pesanan ini tidak ada di toko Anda."
NOT_NOW = "Pesanan ini tidak bisa diserahkan. Lihat keadaannya di daftar pesanan."
NO_LINE = "Barang ini tidak ada di pesanan itu."
TOO_LATE = "Barang ini tidak bisa dijawab lagi. Lihat keadaan pesanannya."
NOT_SURE = "Pembayarannya belum pasti. Dikirim lagi sebentar."
IN_DISPUTE = "Uangnya sedang disengketakan di bank pembeli. Hubungi petugas Pasar Hulu."


@does("hand_over")
def hand_over_one(work: Work) -> Done:
    """Give an order's goods to whoever carries them; where somebody did so before, what she said stands."""
    order = order_of(work)
    bill = cash_bill_of(work.shop.partner, order)
    said = answers(hand_over_form(typed(work.data, "carrier", "tracking_number", "cash_came"), order, bill))
    in_their_names = for_makers_in(order, work, what="menyerahkan pesanan")
    try:
        author = Author(by=work.user, made_at=work.made_at, operation=work.id)
        carried = {name: said[name] for name in ("carrier", "tracking_number")}
        otherwise = give(shop=work.shop, order=order, author=author, **carried)
    except NotPaid:
        raise NeedsAttention(NOT_NOW) from None
    words = otherwise or f"Pesanan {order.number} tercatat diserahkan{in_their_names}. Pembeli diberi tahu."
    if bill and said.get("cash_came"):
        words += f" {take_cash(bill, by=work.user)}"
    return Done(words=words, result={"order": order.number, **({"overtaken": [FIELD]} if otherwise else {})})


def order_of(work: Work) -> Order:
    """Return the order that an operation names. Raises Http404 for what is not this shop's."""
    number = work.data.get("order")
    if not isinstance(number, str) or not number:
        raise NeedsAttention(NO_ORDER, {"order": NO_ORDER})
    return own_order(work.shop, number)


@does("accept_line")
def accept_one(work: Work) -> Done:
    """Take the word that a line will be sent."""
    order, line = _line_of(work)
    in_their_names = for_makers_in(order, work, what="menerima barang pesanan", line=line)
    try:
        accept_line(line=line, by=work.user)
    except NotAnswerable:
        raise NeedsAttention(TOO_LATE) from None
    words = f"{line.title} Anda terima{in_their_names}. Pembeli bisa melihatnya."
    return Done(words=words, result={"order": order.number, "line": line.pk})


@does("decline_line")
def decline_one(work: Work) -> Done:
    """Call a line off; its buyer reads why."""
    order, line = _line_of(work)
    reason = answers(CancelForm(typed(work.data, "reason")))["reason"]
    in_their_names = for_makers_in(order, work, what="menolak barang pesanan", line=line)
    try:
        decline_line(line=line, reason=reason, by=work.user, now=work.now)
    except NotAnswerable:
        raise NeedsAttention(TOO_LATE) from None
    except HoldStays:
        raise Later(NOT_SURE) from None
    except InDispute:
        raise NeedsAttention(IN_DISPUTE) from None
    words = f"{line.title} tidak jadi dikirim{in_their_names}. Pembeli sudah diberi tahu."
    if direct_money_of(work.shop.partner, order):
        words += " Uangnya Anda kembalikan: lihat “Uang yang harus Anda kembalikan”."
    return Done(words=words, result={"order": order.number, "line": line.pk})


def _line_of(work: Work) -> tuple[Order, Line]:
    order = order_of(work)
    return order, get_object_or_404(order.lines, pk=whole(work.data, "line", words=NO_LINE))
