"""How long Stripe waits for its answer: genuine events through the whole of Django, one after the other."""

from __future__ import annotations

import json
import time

import stripe
from django.db import connections
from django.test import Client, override_settings

from market.settings.database import from_url
from tests import databases

EVENTS, FIRST_ONES = 2_000, 50
PROMISED_MS = 100


def measure() -> str:
    """Return one line of the table: the median, the 99th percentile and the slowest of 2,000 events, in milliseconds.

    Each is signed, new, and kept in a database of the benchmark's own, with its effect; the broker is in memory.
    """
    name = "pasarhulu_bench"
    databases.copy_database(databases.migrated_template(), name)
    default = connections["default"]
    default.close()
    before, default.settings_dict["NAME"] = default.settings_dict["NAME"], from_url(databases.url(name))["NAME"]
    try:
        with override_settings(DEBUG=False, ALLOWED_HOSTS=["testserver"]):
            times = _times()
    finally:
        default.close()
        default.settings_dict["NAME"] = before
        databases.drop_database(name)
    return _line(times)


def _times() -> list[float]:
    client = Client()
    times = []
    for number in range(FIRST_ONES + EVENTS):
        body = _body(number)
        header = stripe.WebhookSignature.generate_signature_header(body, "whsec_double")
        began = time.perf_counter()
        answer = client.post(
            "/hooks/stripe/", body, content_type="application/json", headers={"Stripe-Signature": header}
        )
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, answer.content
    return sorted(times[FIRST_ONES:])


def _body(number: int) -> str:
    about = {"id": f"cs_test_{number}", "object": "checkout.session", "client_reference_id": "PH-1", "x": "a" * 3_000}
    event = {
        "id": f"evt_bench{number}",
        "object": "event",
        "api_version": stripe.api_version,
        "created": 1,
        "data": {"object": about},
        "livemode": False,
        "type": "checkout.session.completed",
    }
    return json.dumps(event)


def _line(times: list[float]) -> str:
    median, last_percent, slowest = times[len(times) // 2], times[len(times) * 99 // 100], times[-1]
    return (
        f"webhook answered (ms)      p50 {median:6.1f}   p99 {last_percent:6.1f}   max {slowest:6.1f}"
        f"   promised p99 < {PROMISED_MS}   n={len(times)}"
    )
