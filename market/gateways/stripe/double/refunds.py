"""Refunds: never more than was taken and not yet given back (docs.stripe.com/refunds).

Most succeed at once. The documented test cards let one wait first, or fail later (docs.stripe.com/testing#refunds);
so does `settle`. What failed is back in the balance, and may be given back anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from market.gateways.stripe.double.balances import move
from market.gateways.stripe.double.cards import CARDS, Card
from market.gateways.stripe.double.disputes import disputes_of
from market.gateways.stripe.double.errors import ApiError, InvalidParams, missing
from market.gateways.stripe.double.events import NOBODY, Cause, record
from market.gateways.stripe.double.resources import made
from market.gateways.stripe.double.store import Store, Thing, new_id

SIMULATED = {"amount", "charge", "expand", "metadata", "payment_intent", "reason"}
SOME_TIME_LATER = 30  # seconds; Stripe names no figure
STEPS = {"pending": {"succeeded", "failed"}, "succeeded": {"failed"}}
REASONS = {
    "lost_or_stolen_card",
    "expired_or_canceled_card",
    "charge_for_pending_refund_disputed",
    "insufficient_funds",
    "declined",
    "merchant_request",
    "unknown",
}


def give_back(store: Store, params: Mapping[str, Any], *, cause: Cause = NOBODY) -> Thing:
    """Give back an amount of a charge, or all that is left of it."""
    for name in sorted(params.keys() - SIMULATED):
        raise InvalidParams(f"Stripe knows {name}, but this double does not simulate it", param=name)
    charge = _charge_of(store, params)
    amount = _amount(charge, params.get("amount"))
    status = (_card_of(store, charge).refund or ("succeeded", ""))[0]
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
        pending_reason="processing" if status == "pending" else None,
        reason=params.get("reason"),
        status=status,
    )
    refund["balance_transaction"] = move(store, -amount, source=refund["id"], kind="refund")["id"]
    store["refunds"][refund["id"]] = refund
    _take_off(store, charge, amount, cause)
    record(store, "refund.created", refund, cause=cause)
    return refund


def settle(store: Store, refund: Thing, status: str, *, reason: str = "expired_or_canceled_card") -> Thing:
    """Let a refund arrive that was waiting, or fail: then its money is back in the balance."""
    if status not in STEPS.get(refund["status"], ()) or reason not in REASONS:
        raise ApiError(f"A refund that is {refund['status']} cannot become {status} ({reason}).", param="status")
    before = {"status": refund["status"], "pending_reason": refund["pending_reason"]}
    refund |= {"status": status, "pending_reason": None}
    if status == "failed":
        back = move(store, refund["amount"], source=refund["id"], kind="refund_failure")
        refund |= {"failure_reason": reason, "failure_balance_transaction": back["id"]}
        charge = store["charges"][refund["charge"]]
        charge["amount_refunded"] -= refund["amount"]
        charge["refunded"] = False
        record(store, "refund.failed", refund)
    record(store, "refund.updated", refund, before=before)
    return refund


def settle_overdue(store: Store) -> int:
    """Let the documented cards' refunds go on some time after they began; return how many did."""
    due = [
        (refund, later[1])
        for refund in store["refunds"].values()
        if refund["created"] + SOME_TIME_LATER <= store.now()
        and (later := _card_of(store, store["charges"][refund["charge"]]).refund)
        and refund["status"] == later[0]
    ]
    for refund, status in due:
        settle(store, refund, status)
    return len(due)


def _card_of(store: Store, charge: Thing) -> Card:
    return CARDS[store["drafts"].get(charge["id"], {}).get("card", "4242424242424242")]


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
    if any(not dispute["is_charge_refundable"] for dispute in disputes_of(store, charge)):
        raise ApiError(f"Charge {charge['id']} has been charged back; cannot issue a refund.", code="charge_disputed")
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
