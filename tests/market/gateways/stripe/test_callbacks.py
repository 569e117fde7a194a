"""What a stored callback tells: whose payment it is about."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
import stripe

from market.gateways.base import Callback, ForgedCallback
from market.gateways.stripe.gateway import StripeGateway


def told(about: Any, kind: str = "checkout.session.completed") -> str:
    return json.dumps({"id": "evt_1", "object": "event", "type": kind, "data": {"object": about}})


def read(about: Any, kind: str = "checkout.session.completed") -> Callback:
    return StripeGateway().stored_callback(told(about, kind))


def test_it_names_the_session_and_our_reference() -> None:
    session = {"id": "cs_test_1", "object": "checkout.session", "client_reference_id": "PH-1"}
    assert read(session) == Callback(
        id="evt_1", kind="checkout.session.completed", external_id="cs_test_1", reference="PH-1"
    )


def test_it_names_our_reference_when_a_charge_was_given_back() -> None:
    charge = {"id": "ch_1", "object": "charge", "metadata": {"reference": "PH-1"}}
    callback = read(charge, "charge.refunded")
    assert (callback.external_id, callback.reference) == ("", "PH-1")


@pytest.mark.parametrize("kind", ["dispute", "refund"])
def test_it_names_the_payment_of_a_dispute_and_of_a_refund_that_was_not_ours(kind: str) -> None:
    callback = read({"id": "x_1", "object": kind, "payment_intent": "pi_1", "metadata": {}}, f"{kind}.created")
    assert (callback.external_id, callback.reference) == ("pi_1", "")


def test_it_names_our_reference_when_a_refund_carries_it() -> None:
    refund = {"id": "re_1", "object": "refund", "payment_intent": "pi_1", "metadata": {"reference": "PH-1"}}
    callback = read(refund, "refund.failed")
    assert (callback.external_id, callback.reference) == ("", "PH-1")


@pytest.mark.parametrize("about", [{}, [], None, "x", {"object": "payout", "id": "po_1"}, {"metadata": []}])
def test_it_names_nothing_when_it_is_about_none_of_ours(about: Any) -> None:
    callback = read(about, "payout.paid")
    assert (callback.external_id, callback.reference) == ("", "")


def test_it_refuses_a_body_that_is_no_event() -> None:
    with pytest.raises(ForgedCallback):
        StripeGateway().stored_callback("{}")


def test_it_accepts_none_of_10_000_changed_bodies_and_headers() -> None:
    seed = 20261121
    chance = random.Random(seed)
    good = json.dumps({"id": "evt_1", "object": "event", "type": "charge.refunded", "livemode": False, "data": {}})
    header = stripe.WebhookSignature.generate_signature_header(good, "whsec_double")
    gateway = StripeGateway()
    assert gateway.read_callback(good.encode(), {"Stripe-Signature": header}).id == "evt_1"
    for _ in range(10_000):
        body, told = bytearray(good.encode()), header
        if chance.random() < 0.8:
            body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
        else:
            place = chance.randrange(len(told))
            told = told[:place] + chr((ord(told[place]) + chance.randrange(1, 90)) % 94 + 33) + told[place + 1 :]
        if (bytes(body), told.lower()) != (good.encode(), header):
            with pytest.raises(ForgedCallback):
                gateway.read_callback(bytes(body), {"Stripe-Signature": told})
