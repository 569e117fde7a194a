"""Movements of Stripe's balance, each with its fee (docs.stripe.com/reports/balance-transaction-types)."""

from __future__ import annotations

from market.gateways.stripe.double.resources import made
from market.gateways.stripe.double.store import Store, Thing, new_id

FEE_PER_MILLE, FEE_FIXED, DISPUTE_FEE = 34, 5_000_00, 150_000_00
"""An invented tariff; Stripe's own depends on the account."""


def charge_fee(amount: int) -> int:
    """Return what taking an amount costs; giving it back returns none of it."""
    return amount * FEE_PER_MILLE // 1000 + FEE_FIXED


def move(
    store: Store, amount: int, *, source: str, kind: str, category: str = "", fee: int = 0, what: str = ""
) -> Thing:
    """Note that `amount` came (or left, below zero) because of `source`; `what` names the fee.

    `kind` is Stripe's type; `category` its reporting category where that has another name.
    """
    details = [{"amount": fee, "currency": "idr", "type": "stripe_fee", "description": what}]
    transaction = made(
        "balance_transaction",
        id=new_id("txn"),
        amount=amount,
        available_on=store.now() + 7 * 24 * 3600,
        balance_type="payments",
        created=store.now(),
        currency="idr",
        fee=fee,
        fee_details=details if fee else [],
        net=amount - fee,
        reporting_category=category or kind,
        source=source,
        status="pending",
        type=kind,
    )
    store["transactions"][transaction["id"]] = transaction
    return transaction
