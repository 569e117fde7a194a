"""A payment as Stripe has it now: the session, and what was done in it."""

from __future__ import annotations

from dataclasses import dataclass

import stripe

CAME_TO_NOTHING = ("failed", "canceled")
"""How a refund stands whose money has not left us, or has come back."""


def key_of(refund: stripe.Refund) -> str:
    """Return our key that a refund was asked for under; empty when somebody else asked for it."""
    told = refund.metadata.to_dict() if refund.metadata else {}
    return str(told.get("key") or "")


@dataclass(frozen=True, kw_only=True)
class Known:
    """A Checkout Session with the payment made in it; amounts are Stripe's smallest unit.

    `asked` is the id of the session that Stripe was asked for.
    """

    asked: str
    session: stripe.checkout.Session
    intent: stripe.PaymentIntent | None
    charge: stripe.Charge | None
    refunds: list[stripe.Refund]

    @property
    def is_paid(self) -> bool:
        """Did the payment succeed?"""
        return self.intent is not None and self.intent.status == "succeeded"

    @property
    def received(self) -> int:
        """What the card has paid."""
        return self.intent.amount_received if self.intent else 0

    @property
    def given_back(self) -> int:
        """What refunds have really returned: neither those that wait nor those that failed."""
        return sum(refund.amount for refund in self.refunds if refund.status == "succeeded")

    @property
    def asked_by_us(self) -> list[stripe.Refund]:
        """Refunds under a key of ours that are given or promised."""
        return [refund for refund in self.refunds if refund.status not in CAME_TO_NOTHING and key_of(refund)]

    @property
    def came_back(self) -> list[stripe.Refund]:
        """Refunds whose money is ours again, or never left."""
        return [refund for refund in self.refunds if refund.status in CAME_TO_NOTHING]
