"""Refunds: never more than was taken and not yet given back (docs.stripe.com/api/refunds)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from market.gateways.stripe.double.errors import ApiError, InvalidParams, missing
from market.gateways.stripe.double.events import NOBODY, Cause, record
from market.gateways.stripe.double.payments import balance
from market.gateways.stripe.double.resources import made
from market.gateways.stripe.double.store import Store, Thing, new_id

SIMULATED = {"amount", "charge", "expand", "metadata", "payment_intent", "reason"}


def give_back(store: Store, params: Mapping[str, Any], *, cause: Cause = NOBODY) -> Thing:
    """Give back an amount of a charge, or all that is left of it."""
    for name in sorted(params.keys() - SIMULATED):
        raise InvalidParams(f"Stripe knows {name}, but this double does not simulate it", param=name)
    charge = _charge_of(store, params)
    amount = _amount(charge, params.get("amount"))
    refund = made(
        "refund",
        id=new_id("re"),
        amount=amount,
        charge=charge["id"],
        created=store.now(),
        currency=charge["currency"],
        destination_details={"type": "card", "card": {"type": "refund", "reference_status": "pending"}},
        metadata=params.get("metadata") or {},
        payment_intent=charge["payment_intent"],
        reason=params.get("reason"),
        status="succeeded",
    )
    refund["balance_transaction"] = balance(store, -amount, source=refund["id"], kind="refund")["id"]
    store["refunds"][refund["id"]] = refund
    _take_off(store, charge, amount, cause)
    record(store, "refund.created", refund, cause=cause)
    return refund


def _charge_of(store: Store, params: Mapping[str, Any]) -> Thing:
    if ("charge" in params) == ("payment_intent" in params):
        raise InvalidParams("You must provide one of charge or payment_intent.", param="charge")
    if "charge" in params:
        charge = store["charges"].get(params["charge"])
        if charge is None:
            raise missing("charge", params["charge"])
    else:
        charge = _charge_of_intent(store, params["payment_intent"])
    if not charge["paid"]:
        raise ApiError(f"Charge {charge['id']} has not been paid.", param="charge")
    return charge


def _charge_of_intent(store: Store, intent_id: str) -> Thing:
    intent = store["intents"].get(intent_id)
    if intent is None:
        raise missing("payment_intent", intent_id)
    if intent["status"] != "succeeded":
        raise ApiError(
            f"This PaymentIntent ({intent_id}) does not have a successful charge to refund.", param="payment_intent"
        )
    return store["charges"][intent["latest_charge"]]


def _amount(charge: Thing, asked: int | None) -> int:
    left = charge["amount_captured"] - charge["amount_refunded"]
    if left == 0:
        raise ApiError(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    amount = left if asked is None else asked
    if amount <= 0:
        raise InvalidParams("Invalid positive integer", code="parameter_invalid_integer", param="amount")
    if amount > left:
        raise ApiError(
            f"Refund amount ({amount} idr) is greater than unrefunded amount on charge ({left} idr)",
            code="amount_too_large",
            param="amount",
        )
    return amount


def _take_off(store: Store, charge: Thing, amount: int, cause: Cause) -> None:
    before = {"amount_refunded": charge["amount_refunded"], "refunded": charge["refunded"]}
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]
    record(store, "charge.refunded", charge, cause=cause, before=before)
