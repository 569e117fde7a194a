"""An order's goods leave, by the page or by a phone: who carries them, and whether the cash has come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format

from market.settlement.templatetags.money import rupiah
from sellers.confirming import confirm_bill
from sellers.forms import HandOverForm
from sellers.forms_money import cash_question

if TYPE_CHECKING:
    from market.accounts.models import User
    from market.gateways.bills.models import Bill
    from market.shop.order.models import Order

COLLECTED = "Diambil sendiri oleh pembeli"
DAY = "j F"
IN_CASH = "Tunai diterima sendiri oleh toko"


def is_collected(order: Order) -> bool:
    """Does the buyer come for it?"""
    return order.delivery.service_id is None


def last_day_to_leave(order: Order) -> date:
    """Return the last day on which goods still arrive as promised: the promise's end less the fastest way."""
    delivery = order.delivery
    on_the_way: timedelta = delivery.promised_from - timezone.localdate(order.date_placed)
    last: date = delivery.promised_until - on_the_way
    return last


def when_due(order: Order) -> str:
    """Return by when an order has to leave, or may be fetched, in words: the same with a signal and without one."""
    delivery = order.delivery
    if is_collected(order):
        return f"bisa diambil mulai {date_format(delivery.promised_from, DAY)}"
    leaves, arrives = (date_format(day, DAY) for day in (last_day_to_leave(order), delivery.promised_until))
    return f"serahkan paling lambat {leaves} · dijanjikan sampai {arrives}"


def hand_over_form(answers: Mapping[str, Any] | None, order: Order, bill: Bill | None) -> HandOverForm:
    """Return the form about one order; `bill` is that of its cash, where it is still to come."""
    data = dict(answers.items()) if answers is not None else None
    if data is not None and is_collected(order):
        data["carrier"], data["tracking_number"] = COLLECTED, ""
    form = HandOverForm(data)
    if bill:
        form.ask_for_cash(cash_question(bill))
    return form


def take_cash(bill: Bill, *, by: User) -> str:
    """Note that an order's cash has come; return the sentence that says so."""
    confirm_bill(bill, by=by, evidence=IN_CASH)
    return f"Uang {rupiah(bill.payable)} tercatat sudah Anda terima."
