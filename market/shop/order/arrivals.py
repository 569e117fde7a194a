"""Callbacks of gateways, out of the inbox. One is only a reason to ask the gateway; nothing in it is believed."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from market.gateways.registry import get_gateway
from market.inbox.models import Arrival
from market.inbox.registry import takes
from market.outbox.actions import record_effect
from market.outbox.registry import carries_out
from market.settlement.models import OrderGroup, Payment
from market.shop.order.actions import close_payment, release_hold, take_payment_news


@takes("stripe")
def take_stripe(arrival: Arrival) -> str:
    """Have the payment that a callback speaks of looked at, outside this transaction."""
    callback = get_gateway("stripe").stored_callback(arrival.body)
    if not callback.external_id and not callback.reference:
        return f"{callback.kind}: bukan soal pembayaran"
    record_effect(
        kind="payment.news",
        key=f"payment.news:stripe:{callback.id}",
        payload={"gateway": "stripe", "external_id": callback.external_id, "reference": callback.reference},
    )
    return f"{callback.kind}: dibaca ulang dari Stripe"


@carries_out("payment.news")
def take_news(payload: dict[str, Any], *, key: str) -> None:
    """Ask the gateway how a payment stands and act on it."""
    take_payment_news(
        gateway_code=payload["gateway"], external_id=payload["external_id"], reference=payload["reference"]
    )


@carries_out("payment.close")
def close(payload: dict[str, Any], *, key: str) -> None:
    """Close a payment whose orders another one has paid; while its gateway is silent the outbox tries again."""
    close_payment(Payment.objects.get(pk=payload["payment"]))


@carries_out("purchase.release")
def release(payload: dict[str, Any], *, key: str) -> None:
    """Free the goods of a purchase that nobody paid in time; while a gateway is silent the outbox tries again."""
    release_hold(group=OrderGroup.objects.get(pk=payload["group"]), now=timezone.now())
