"""Disputes: the bank takes a payment back and asks the shop for its side (docs.stripe.com/disputes)."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from market.gateways.stripe.double.balances import DISPUTE_FEE, move
from market.gateways.stripe.double.errors import ApiError, InvalidParams
from market.gateways.stripe.double.events import NOBODY, Cause, record
from market.gateways.stripe.double.resources import made
from market.gateways.stripe.double.store import Store, Thing, new_id

TIME_TO_ANSWER = 7 * 24 * 3600
OPEN = {"needs_response", "under_review"}
VERDICTS = {"winning_evidence": "won", "losing_evidence": "lost"}  # docs.stripe.com/testing#disputes
SIMULATED = {"evidence", "expand", "metadata", "submit"}


def open_dispute(store: Store, charge: Thing, *, amount: int | None = None, reason: str = "fraudulent") -> Thing:
    """Take an amount of a paid charge back, or all that is left of it, with a fee."""
    if not charge["paid"] or any(one["status"] in OPEN for one in disputes_of(store, charge)):
        raise ApiError(f"Charge {charge['id']} cannot be disputed now.", param="charge")
    left = charge["amount_captured"] - charge["amount_refunded"]
    amount = left if amount is None else amount
    if not 0 < amount <= left:
        raise InvalidParams("Invalid positive integer", code="parameter_invalid_integer", param="amount")
    dispute = _new(store, charge, amount, reason)
    store["disputes"][dispute["id"]] = dispute
    charge["disputed"] = True
    record(store, "charge.dispute.created", dispute)
    taken = move(
        store,
        -amount,
        source=dispute["id"],
        kind="adjustment",
        category="dispute",
        fee=DISPUTE_FEE,
        what="Dispute fee",
    )
    dispute["balance_transactions"] = [copy.deepcopy(taken)]
    record(store, "charge.dispute.funds_withdrawn", dispute)
    return dispute


def decide(store: Store, dispute: Thing, verdict: str, *, cause: Cause = NOBODY) -> Thing:
    """Close an open dispute as the bank decides: `won` brings the money back, `lost` does not; the fee stays."""
    if dispute["status"] not in OPEN:
        raise ApiError(f"This dispute is already closed: {dispute['status']}.", param="dispute")
    if verdict not in {"won", "lost"}:
        raise InvalidParams("Invalid verdict: must be one of won, lost", param="status")
    dispute["status"] = verdict
    record(store, "charge.dispute.closed", dispute, cause=cause)
    if verdict == "won":
        back = move(store, dispute["amount"], source=dispute["id"], kind="adjustment", category="dispute_reversal")
        dispute["balance_transactions"].append(copy.deepcopy(back))
        dispute["is_charge_refundable"] = True
        record(store, "charge.dispute.funds_reinstated", dispute, cause=cause)
    return dispute


def answer(store: Store, dispute: Thing, params: Mapping[str, Any], *, cause: Cause = NOBODY) -> Thing:
    """Take the shop's evidence; submitted, it is looked at, and the documented words decide at once."""
    for name in sorted(params.keys() - SIMULATED):
        raise InvalidParams(f"Stripe knows {name}, but this double does not simulate it", param=name)
    if dispute["status"] not in OPEN:
        raise ApiError("This dispute is already closed.", param="dispute")
    dispute["evidence"] |= params.get("evidence") or {}
    dispute["metadata"] |= params.get("metadata") or {}
    details = dispute["evidence_details"]
    details["has_evidence"] = any(isinstance(value, str) for value in dispute["evidence"].values())
    if params.get("submit", True) and "evidence" in params:
        details |= {"submission_count": details["submission_count"] + 1, "submission_method": "manual"}
        dispute["status"] = "under_review"
    record(store, "charge.dispute.updated", dispute, cause=cause)
    verdict = VERDICTS.get(dispute["evidence"]["uncategorized_text"] or "")
    return decide(store, dispute, verdict) if verdict and dispute["status"] == "under_review" else dispute


def disputes_of(store: Store, charge: Thing) -> list[Thing]:
    """Return the disputes of a charge, the oldest first."""
    return [dispute for dispute in store["disputes"].values() if dispute["charge"] == charge["id"]]


def _new(store: Store, charge: Thing, amount: int, reason: str) -> Thing:
    card = charge["payment_method_details"]["card"]
    return made(
        "dispute",
        id=new_id("du"),
        amount=amount,
        balance_transactions=[],
        charge=charge["id"],
        created=store.now(),
        currency=charge["currency"],
        enhanced_eligibility_types=[],
        evidence={"enhanced_evidence": {}},
        evidence_details={
            "due_by": store.now() + TIME_TO_ANSWER,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "not_submitted",
        },
        is_charge_refundable=False,
        livemode=False,
        metadata={},
        payment_intent=charge["payment_intent"],
        payment_method_details={
            "type": "card",
            "card": {"brand": card["brand"], "case_type": "chargeback", "network": card["brand"]},
        },
        reason=reason,
        status="needs_response",
    )
