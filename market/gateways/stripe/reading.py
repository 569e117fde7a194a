"""What Stripe tells of a payment, in our words: how it stands, what was given back, what the bank took away."""

from __future__ import annotations

import stripe
from django.conf import settings

from market.gateways.base import Asked, Bounced, GatewayRefused, Progress, Standing
from market.gateways.stripe.client import client, is_live
from market.gateways.stripe.doubts import doubts_about
from market.gateways.stripe.errors import in_our_words
from market.gateways.stripe.known import Known, key_of
from market.gateways.stripe.money import from_stripe, whole_part

EXPANDED = ["payment_intent.latest_charge.refunds"]
MOST = 100
NOT_TAKEN = ("won", "warning_closed", "prevented")
"""How a dispute ends that costs nothing; while it is a mere inquiry (`warning_…`) no money has moved either."""


def read(external_id: str) -> Known:
    """Return the session of an id: its own, or that of the payment intent in it (`pi_…`).

    Raises GatewayRefused when Stripe knows no such session, GatewayUnavailable when it does not answer.
    """
    with in_our_words():
        if external_id.startswith("pi_"):
            external_id = _session_of(external_id)
        session = client().v1.checkout.sessions.retrieve(external_id, {"expand": EXPANDED})
        intent = session.payment_intent if isinstance(session.payment_intent, stripe.PaymentIntent) else None
        charge = intent.latest_charge if intent and isinstance(intent.latest_charge, stripe.Charge) else None
        return Known(asked=external_id, session=session, intent=intent, charge=charge, refunds=_refunds(charge))


def standing_of(known: Known) -> Standing:
    """Return how a payment stands, in whole rupiah.

    Given back is what refunds have really returned: not those that still wait, and no longer those that failed after
    all, whose money is in Stripe's balance again (docs.stripe.com/refunds#failed-refunds); those are named in
    `bounced`. What cannot be, or is not for us, is named in `wrong`; then nobody books it.
    """
    session, currency = known.session, known.session.currency or ""
    disputed, lost = _taken_by_disputes(known.charge, currency)
    return Standing(
        external_id=known.asked,
        reference=session.client_reference_id or "",
        progress=_progress(known),
        amount=whole_part(session.amount_total, currency),
        currency=currency.upper(),
        captured=whole_part(known.received, currency),
        refunded=whole_part(known.given_back, currency),
        disputed=disputed,
        lost=lost,
        asked=tuple(_asked(refund) for refund in known.asked_by_us),
        bounced=tuple(_bounced(refund) for refund in known.came_back),
        wrong="; ".join(doubts_about(known, livemode=is_live(settings.STRIPE_SECRET_KEY)))[:250],
    )


def _asked(refund: stripe.Refund) -> Asked:
    return Asked(
        key=key_of(refund),
        amount=whole_part(refund.amount, refund.currency),
        is_given=refund.status == "succeeded",
    )


def _bounced(refund: stripe.Refund) -> Bounced:
    return Bounced(
        id=refund.id,
        key=key_of(refund),
        amount=whole_part(refund.amount, refund.currency),
        was_called_off=refund.status == "canceled",
    )


def _session_of(intent_id: str) -> str:
    found = client().v1.checkout.sessions.list({"payment_intent": intent_id, "limit": 1}).data
    if not found:
        raise GatewayRefused(f"{intent_id} is not a payment of ours")
    return found[0].id


def _refunds(charge: stripe.Charge | None) -> list[stripe.Refund]:
    """Return all refunds of a charge; those written out with it are the latest ten only."""
    if charge is None or charge.refunds is None:
        return []
    if not charge.refunds.has_more:
        return list(charge.refunds.data)
    return list(client().v1.refunds.list({"charge": charge.id, "limit": MOST}).auto_paging_iter())


def _taken_by_disputes(charge: stripe.Charge | None, currency: str) -> tuple[int, int]:
    """Return what open disputes hold away from us, and what lost ones took for good."""
    if charge is None or not charge.disputed:
        return 0, 0
    with in_our_words():
        disputes = client().v1.disputes.list({"charge": charge.id, "limit": MOST}).data
    lost = sum(dispute.amount for dispute in disputes if dispute.status == "lost")
    held = sum(dispute.amount for dispute in disputes if dispute.status != "lost" and _is_held(dispute))
    return from_stripe(held, currency), from_stripe(lost, currency)


def _is_held(dispute: stripe.Dispute) -> bool:
    """Is its money away? A dispute that was won holds it until the movement back is there."""
    moved = sum(transaction.amount for transaction in dispute.balance_transactions)
    return moved < 0 or (not dispute.balance_transactions and not _costs_nothing(dispute.status))


def _costs_nothing(status: str) -> bool:
    return status in NOT_TAKEN or status.startswith("warning_")


def _progress(known: Known) -> Progress:
    """A declined card leaves the session open for another, so only a session that completed in vain has failed."""
    session, intent = known.session, known.intent
    if intent and intent.status == "succeeded":
        return Progress.CAPTURED
    if session.status == "expired":
        return Progress.CANCELLED
    if session.status == "complete" and intent and intent.status in {"canceled", "requires_payment_method"}:
        return Progress.FAILED
    return Progress.WAITING
