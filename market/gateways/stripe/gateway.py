"""Cards through Stripe Checkout: the buyer types the card at Stripe, never with us."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from stripe.params.checkout import SessionCreateParams

from market.gateways.base import Callback, GatewayRefused, GatewayUnavailable, Request, Standing, Started
from market.gateways.stripe import callbacks
from market.gateways.stripe.client import client, is_live
from market.gateways.stripe.errors import in_our_words
from market.gateways.stripe.known import key_of
from market.gateways.stripe.money import CURRENCY, to_stripe
from market.gateways.stripe.reading import read, standing_of


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
        """Read the session anew, with its payment, its refunds and its disputes; `pi_…` names its payment as well."""
        return standing_of(read(external_id))

    def cancel(self, external_id: str) -> None:
        """Expire the session; one that has expired already is left alone, a paid one raises GatewayRefused."""
        try:
            with in_our_words():
                client().v1.checkout.sessions.expire(external_id)
        except GatewayRefused:
            if read(external_id).session.status != "expired":
                raise

    def refund(self, external_id: str, *, amount: int, idempotency_key: str, attempt: int = 1) -> int:
        """Give back `amount` of a paid session; return all that has really been given back, in whole rupiah.

        Stripe forgets a key after 24 hours, so the key stands on the refund too and is looked for first: an effect
        that was parked for a week gives nothing back twice. Until then Stripe plays its refusal of a key again, so a
        further attempt has a key of its own there. One that Stripe only promises does not count yet.
        """
        known = read(external_id)
        if known.intent is None:
            raise GatewayRefused(f"{external_id} was never paid")
        if idempotency_key not in [key_of(refund) for refund in known.asked_by_us]:
            with in_our_words():
                client().v1.refunds.create(
                    {
                        "payment_intent": known.intent.id,
                        "amount": to_stripe(amount),
                        "reason": "requested_by_customer",
                        "metadata": {"reference": known.session.client_reference_id or "", "key": idempotency_key},
                    },
                    {"idempotency_key": idempotency_key if attempt == 1 else f"{idempotency_key}#{attempt}"},
                )
        return _read_after_asking(external_id)

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


def _read_after_asking(external_id: str) -> int:
    """Return what has been given back; not being able to read it is no refusal of what was just asked."""
    try:
        return standing_of(read(external_id)).refunded
    except GatewayRefused as unreadable:
        raise GatewayUnavailable(str(unreadable)) from unreadable


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
