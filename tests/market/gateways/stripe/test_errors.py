from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings

from market.gateways.base import GatewayRefused, GatewayUnavailable, Progress, Request
from market.gateways.stripe.gateway import StripeGateway
from tests.market.gateways.conftest import Double

gateway = StripeGateway()


@pytest.fixture
def asked() -> Request:
    return Request(
        reference="PH-7K3M-9QWD",
        description="Madu kelulut",
        amount=95_000,
        idempotency_key="pay:1",
        success_url="http://127.0.0.1:9/ok",
        cancel_url="http://127.0.0.1:9/batal",
        expires_at=datetime.now(UTC) + timedelta(minutes=35),
    )


def test_it_is_unavailable_when_nobody_answers(asked: Request, settings) -> None:
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    with pytest.raises(GatewayUnavailable):
        gateway.start(asked)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_it_is_unavailable_when_stripe_cannot(double: Double, asked: Request, status: int) -> None:
    double.spoil("answer", match="/v1/checkout/sessions", status=status, times=5)
    with pytest.raises(GatewayUnavailable):
        gateway.start(asked)


def test_it_is_unavailable_when_our_key_is_wrong(double: Double, asked: Request) -> None:
    with override_settings(STRIPE_SECRET_KEY="nonsense"), pytest.raises(GatewayUnavailable):
        gateway.start(asked)


def test_it_takes_one_payment_when_the_line_is_cut_after_the_work(double: Double, asked: Request) -> None:
    double.spoil("cut", match="POST /v1/checkout/sessions")
    started = gateway.start(asked)
    sessions = double.sdk.v1.checkout.sessions.list().data
    assert [session.id for session in sessions] == [started.external_id]


def test_it_refunds_once_when_the_line_is_cut_after_the_work(double: Double, asked: Request) -> None:
    started = gateway.start(asked)
    session = double.sdk.v1.checkout.sessions.retrieve(started.external_id)
    double.try_card(session)
    double.spoil("cut", match="POST /v1/refunds", times=2)
    assert gateway.refund(started.external_id, amount=95_000, idempotency_key="refund:1") == 95_000
    assert len(double.sdk.v1.refunds.list().data) == 1


def test_it_is_refused_a_session_that_is_too_short(double: Double, asked: Request) -> None:
    short = replace(asked, expires_at=datetime.now(UTC) + timedelta(minutes=20))
    with pytest.raises(GatewayRefused, match="at least 30 minutes"):
        gateway.start(short)


def test_it_opens_the_page_in_the_buyers_language_with_our_reference(double: Double, asked: Request) -> None:
    started = gateway.start(replace(asked, language="en"))
    session = double.sdk.v1.checkout.sessions.retrieve(started.external_id)
    assert (session.locale, session.client_reference_id) == ("en", asked.reference)
    assert session.metadata is not None
    assert session.metadata["reference"] == asked.reference
    assert (session.amount_total, session.currency) == (9_500_000, "idr")


def test_it_tells_when_the_session_expired(double: Double, asked: Request) -> None:
    started = gateway.start(asked)
    double.move_clock(36 * 60)
    assert gateway.status(started.external_id).progress is Progress.CANCELLED


def test_it_sets_no_key_for_all_the_world() -> None:
    import stripe

    assert stripe.api_key is None
