"""An order's goods leave, by the page or by a phone: who carries them, and whether the cash has come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from market.settlement.templatetags.money import rupiah
from sellers.confirming import confirm_bill
from sellers.forms import HandOverForm
from sellers.forms_money import cash_question

if TYPE_CHECKING:
    from market.accounts.models import User
    from market.gateways.bills.models import Bill
    from market.shop.order.models import Order

COLLECTED = "Diambil sendiri oleh pembeli"
IN_CASH = "Tunai diterima sendiri oleh toko"


def is_collected(order: Order) -> bool:
    """Does the buyer come for it?"""
    return order.delivery.service_id is None


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
