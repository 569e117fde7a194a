"""What the outbox carries out for this room."""

from __future__ import annotations

from typing import Any

from market.gateways.base import GatewayRefused
from market.outbox.registry import Hopeless, carries_out
from market.settlement import actions, refunds


@carries_out("payment.start")
def start_payment(payload: dict[str, Any], *, key: str) -> None:
    """Start a payment that nobody has started yet; a refusal is noted on the payment and not tried again."""
    try:
        actions.start_payment(payload["payment"])
    except GatewayRefused as refusal:
        raise Hopeless(str(refusal)) from refusal


@carries_out("payment.refund")
def refund(payload: dict[str, Any], *, key: str) -> None:
    """Give money back that nobody gave back meanwhile; its key keeps a second run from giving it twice.

    Should part of it be settled by then, the rest is asked for under the same key, by which it is also known when it
    comes back.
    A gateway also refuses what somebody gave back past us, so how it stands is read and booked first; what is still
    owed then has failed, for people to look at. When they had it tried again, only the latest attempt still asks.
    """
    amount = refunds.waiting_amount(payload["refunds"])
    asked_as, attempt = payload["key"], payload["attempt"]
    if not amount or refunds.was_tried_again(asked_as, attempt):
        return
    try:
        actions.refund(payload["payment"], amount=amount, idempotency_key=asked_as, attempt=attempt)
    except GatewayRefused as refusal:
        actions.settle_anew(payload["payment"])
        if refunds.mark_failed(payload):
            raise Hopeless(str(refusal)) from refusal
