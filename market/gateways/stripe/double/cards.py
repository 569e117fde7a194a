"""The documented test cards (docs.stripe.com/testing); any other number is refused unread."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Card:
    """A test card and what it does. `code` and `decline_code` are empty when it pays.

    `disputed_for` is the reason of the dispute that follows at once; `refund` how a refund stands at first and some
    time later, when it does not succeed at once and for good.
    """

    number: str
    brand: str = "visa"
    code: str = ""
    decline_code: str = ""
    asks_the_holder: bool = False
    disputed_for: str = ""
    refund: tuple[str, str] | None = None

    @property
    def last4(self) -> str:
        return self.number[-4:]

    @property
    def spaced(self) -> str:
        return " ".join(self.number[at : at + 4] for at in range(0, len(self.number), 4))


CARDS = {
    card.number: card
    for card in (
        Card(number="4242424242424242"),
        Card(number="4000056655665556"),
        Card(number="5555555555554444", brand="mastercard"),
        Card(number="378282246310005", brand="amex"),
        Card(number="4000000000000002", code="card_declined", decline_code="generic_decline"),
        Card(number="4000000000009995", code="card_declined", decline_code="insufficient_funds"),
        Card(number="4000000000009987", code="card_declined", decline_code="lost_card"),
        Card(number="4000000000009979", code="card_declined", decline_code="stolen_card"),
        Card(number="4000000000000069", code="expired_card", decline_code="expired_card"),
        Card(number="4000000000000127", code="incorrect_cvc", decline_code="incorrect_cvc"),
        Card(number="4000000000000119", code="processing_error", decline_code="processing_error"),
        Card(number="4000000000000259", disputed_for="fraudulent"),
        Card(number="4000000000002685", disputed_for="product_not_received"),
        Card(number="4000000000007726", refund=("pending", "succeeded")),
        Card(number="4000000000005126", refund=("succeeded", "failed")),
        Card(number="4000002500003155", asks_the_holder=True),
        Card(number="4000002760003184", asks_the_holder=True),
    )
}


def find_card(typed: str) -> Card | None:
    """Return the test card of a number as typed, with or without spaces."""
    return CARDS.get("".join(typed.split()).replace("-", ""))
