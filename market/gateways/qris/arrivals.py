"""Callbacks of the provider, out of the inbox: only a reason to ask how the payment stands."""

from __future__ import annotations

from market.gateways.bills.models import Bill
from market.gateways.qris.gateway import QrisGateway
from market.gateways.qris.views import SOURCE
from market.inbox.models import Arrival
from market.inbox.registry import takes
from market.outbox.actions import record_effect


@takes(SOURCE)
def take_qris(arrival: Arrival) -> str:
    """Have the payment that a callback speaks of looked at, outside this transaction."""
    callback = QrisGateway().stored_callback(arrival.body)
    bill = Bill.objects.filter(gateway=QrisGateway.code, idempotency_key=callback.reference).first()
    if bill is None:
        return "bukan pembayaran kita"
    record_effect(
        kind="payment.news",
        key=f"payment.news:qris:{callback.id}",
        payload={"gateway": QrisGateway.code, "external_id": bill.external_id, "reference": bill.reference},
    )
    return "dibaca ulang dari penyedia QRIS"
