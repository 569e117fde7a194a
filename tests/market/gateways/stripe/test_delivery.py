"""From the double's postman through the real door into the inbox."""

from __future__ import annotations

from typing import Any

import pytest

from market.inbox import registry
from market.inbox.models import Arrival
from tests.market.gateways.conftest import opened_double, wait_until


@pytest.mark.django_db(transaction=True)
def test_it_brings_each_event_of_a_payment_into_the_inbox_once(live_server: Any) -> None:
    registry._handlers.setdefault("stripe", lambda arrival: "noted")
    with opened_double(webhook_url=f"{live_server.url}/hooks/stripe/", first_pause=0.05) as double:
        for kind in ("drop", "duplicate", "hold"):
            double.spoil(kind, match="succeeded")
        double.paid_session()
        events = {event.id for event in double.sdk.v1.events.list().data}
        wait_until(lambda: not any(event.pending_webhooks for event in double.sdk.v1.events.list().data), 30)
    assert len(events) == 4
    assert sorted(Arrival.objects.values_list("external_id", flat=True)) == sorted(events)
