"""Cards through Stripe Checkout: the buyer types the card at Stripe, never with us."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import stripe
from django.conf import settings
from stripe.params.checkout import SessionCreateParams

from market.gateways.base import Callback, GatewayRefused, Progress, Request, Standing, Started
from market.gateways.stripe import callbacks
from market.gateways.stripe.client import client, is_live
from market.gateways.stripe.errors import in_our_words
from market.gateways.stripe.money import CURRENCY, from_stripe, to_stripe

EXPANDED = ["payment_intent.latest_charge"]


class StripeGateway:
    """Payments as Stripe Checkout Sessions; `external_id` is the session's id.

    See docs.stripe.com/api/checkout/sessions and docs.stripe.com/api/refunds.
    """

    code = "stripe"
    name = "Kartu kredit atau debit"
    template = ""

    def start(self, request: Request) -> Started:
        """Open a session for one amount; it takes between 30 minutes and 24 hours to expire."""
        with in_our_words():
            session = client().v1.checkout.sessions.create(
                _session_params(request), {"idempotency_key": request.idempotency_key}
            )
        if not session.url:
            raise GatewayRefused(f"Stripe opened {session.id} without a page to pay on")
        return Started(external_id=session.id, redirect_url=session.url)

    def status(self, external_id: str) -> Standing:
        """Read the session anew, with its payment and what was given back."""
        return _standing(_read(external_id))

    def cancel(self, external_id: str) -> None:
        """Expire the session; one that has expired already is left alone, a paid one raises GatewayRefused."""
        try:
            with in_our_words():
                client().v1.checkout.sessions.expire(external_id)
        except GatewayRefused:
            if _read(external_id).status != "expired":
                raise

    def refund(self, external_id: str, *, amount: int, idempotency_key: str) -> int:
        """Give back `amount` of a paid session; return all that has been given back so far, in whole rupiah."""
        payment = _read(external_id).payment_intent
        if not isinstance(payment, stripe.PaymentIntent):
            raise GatewayRefused(f"{external_id} was never paid")
        with in_our_words():
            client().v1.refunds.create(
                {"payment_intent": payment.id, "amount": to_stripe(amount), "reason": "requested_by_customer"},
                {"idempotency_key": idempotency_key},
            )
        return self.status(external_id).refunded

    def bill(self, external_id: str) -> None:
        """Nothing: Stripe's own page says how to pay."""

    def read_callback(self, body: bytes, headers: Mapping[str, str]) -> Callback:
        """Return what a webhook says if its raw body was signed with one of our secrets just now."""
        return callbacks.read_genuine(
            body,
            headers,
            secrets=settings.STRIPE_WEBHOOK_SECRETS,
            livemode=is_live(settings.STRIPE_SECRET_KEY),
        )

    def stored_callback(self, body: str) -> Callback:
        """Return what a webhook says that the inbox holds."""
        return callbacks.read_stored(body)


def _session_params(request: Request) -> SessionCreateParams:
    reference = {"reference": request.reference}
    return {
        "mode": "payment",
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": CURRENCY,
                    "unit_amount": to_stripe(request.amount),
                    "product_data": {"name": request.description},
                },
            }
        ],
        "allowed_payment_method_types": ["card"],
        "client_reference_id": request.reference,
        "metadata": reference,
        "payment_intent_data": {"metadata": reference, "description": request.description},
        "success_url": request.success_url,
        "cancel_url": request.cancel_url,
        "expires_at": int(request.expires_at.timestamp()),
        "locale": "en" if request.language.startswith("en") else "id",
    }


def _read(external_id: str) -> stripe.checkout.Session:
    with in_our_words():
        return client().v1.checkout.sessions.retrieve(external_id, {"expand": EXPANDED})


def _standing(session: stripe.checkout.Session) -> Standing:
    payment = session.payment_intent if isinstance(session.payment_intent, stripe.PaymentIntent) else None
    charge = payment.latest_charge if payment and isinstance(payment.latest_charge, stripe.Charge) else None
    currency = session.currency or ""
    return Standing(
        external_id=session.id,
        reference=session.client_reference_id or "",
        progress=_progress(session, payment),
        amount=from_stripe(session.amount_total, currency),
        currency=currency.upper(),
        captured=from_stripe(payment.amount_received, currency) if payment else 0,
        refunded=from_stripe(charge.amount_refunded, currency) if charge else 0,
    )


def _progress(session: Any, payment: stripe.PaymentIntent | None) -> Progress:
    """A declined card leaves the session open for another, so only a session that completed in vain has failed."""
    if payment and payment.status == "succeeded":
        return Progress.CAPTURED
    if session.status == "expired":
        return Progress.CANCELLED
    if session.status == "complete" and payment and payment.status in {"canceled", "requires_payment_method"}:
        return Progress.FAILED
    return Progress.WAITING
