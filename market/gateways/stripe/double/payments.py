"""What a card does to a session: intents and charges (docs.stripe.com/payments)."""

from __future__ import annotations

from typing import Any

from market.gateways.stripe.double.balances import charge_fee, move
from market.gateways.stripe.double.cards import Card
from market.gateways.stripe.double.disputes import open_dispute
from market.gateways.stripe.double.errors import ApiError
from market.gateways.stripe.double.events import record
from market.gateways.stripe.double.resources import made
from market.gateways.stripe.double.store import Store, Thing, new_id


class CardDeclined(Exception):
    """The bank said no; the session stays open for another card."""

    def __init__(self, code: str, decline_code: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.decline_code = decline_code


class NotOpen(Exception):
    """The session was paid or has expired; nothing is taken."""


def pay(store: Store, session: Thing, card: Card) -> bool:
    """Try a card; return whether it is paid, or False when the holder must confirm first.

    Raises:
        CardDeclined: when the bank refuses.
        NotOpen: when the session no longer takes money.
    """
    if session["status"] != "open":
        raise NotOpen
    intent = _intent_of(store, session)
    if card.code:
        _decline(store, intent, card, card.code, card.decline_code)
    if card.asks_the_holder:
        _ask_the_holder(store, session, intent, card)
        return False
    _succeed(store, session, intent, card)
    return True


def answer_the_bank(store: Store, session: Thing, card: Card, *, agreed: bool) -> None:
    """Finish 3-D Secure: the holder agreed or not. Raises CardDeclined or NotOpen as `pay` does."""
    intent = store["intents"].get(session["payment_intent"] or "")
    if session["status"] != "open" or not intent or intent["status"] != "requires_action":
        raise NotOpen
    if not agreed:
        _decline(store, intent, card, "payment_intent_authentication_failure", "")
    _succeed(store, session, intent, card)


def cancel_intent(intent: Thing) -> Thing:
    """Refuse to cancel: all intents here belong to a Checkout session, which is expired instead."""
    if intent["status"] in {"succeeded", "canceled"}:
        message = f"You cannot cancel this PaymentIntent because it has a status of {intent['status']}."
    else:
        message = (
            "You cannot cancel this PaymentIntent because it was created by Checkout; expire the session instead."
        )
    raise ApiError(message, code="payment_intent_unexpected_state", payment_intent=intent)


def _intent_of(store: Store, session: Thing) -> Thing:
    if session["payment_intent"]:
        return store["intents"][session["payment_intent"]]
    asked = store["drafts"][session["id"]]["intent"]
    intent_id = new_id("pi")
    intent = made(
        "payment_intent",
        id=intent_id,
        amount=session["amount_total"],
        amount_capturable=0,
        amount_received=0,
        capture_method="automatic_async",
        client_secret=f"{intent_id}_secret_{new_id('x')[2:]}",
        confirmation_method="automatic",
        created=store.now(),
        currency=session["currency"],
        description=asked.get("description"),
        livemode=False,
        metadata=asked.get("metadata") or {},
        payment_method_options={"card": {"request_three_d_secure": "automatic"}},
        payment_method_types=["card"],
        status="requires_payment_method",
    )
    store["intents"][intent_id] = intent
    session["payment_intent"] = intent_id
    record(store, "payment_intent.created", intent)
    return intent


def _decline(store: Store, intent: Thing, card: Card, code: str, decline_code: str) -> None:
    charge = _charge(store, intent, card, paid=False)
    charge |= {"failure_code": code, "failure_message": "Your card was declined."}
    intent |= {"status": "requires_payment_method", "latest_charge": charge["id"], "next_action": None}
    intent["last_payment_error"] = {
        "type": "card_error",
        "code": code,
        "decline_code": decline_code or None,
        "message": "Your card was declined.",
        "charge": charge["id"],
    }
    record(store, "charge.failed", charge)
    record(store, "payment_intent.payment_failed", intent)
    raise CardDeclined(code, decline_code)


def _ask_the_holder(store: Store, session: Thing, intent: Thing, card: Card) -> None:
    where = session["url"].replace("/c/pay/", "/c/secure/")
    intent |= {
        "status": "requires_action",
        "next_action": {"type": "redirect_to_url", "redirect_to_url": {"url": where, "return_url": session["url"]}},
    }
    store["drafts"][session["id"]]["card"] = card.number
    record(store, "payment_intent.requires_action", intent)


def _succeed(store: Store, session: Thing, intent: Thing, card: Card) -> None:
    charge = _charge(store, intent, card, paid=True)
    amount = charge["amount"]
    charge["balance_transaction"] = move(
        store, amount, source=charge["id"], kind="charge", fee=charge_fee(amount), what="Stripe processing fees"
    )["id"]
    store["drafts"][charge["id"]] = {"card": card.number}
    intent |= {
        "status": "succeeded",
        "amount_received": intent["amount"],
        "latest_charge": charge["id"],
        "last_payment_error": None,
        "next_action": None,
        "payment_method": charge["payment_method"],
    }
    session |= {"status": "complete", "payment_status": "paid", "url": None}
    session["customer_details"] = {"email": session["customer_email"]}
    record(store, "charge.succeeded", charge)
    record(store, "payment_intent.succeeded", intent)
    record(store, "checkout.session.completed", session)
    if card.disputed_for:
        open_dispute(store, charge, reason=card.disputed_for)


def _charge(store: Store, intent: Thing, card: Card, *, paid: bool) -> Thing:
    charge = made(
        "charge",
        id=new_id("ch"),
        amount=intent["amount"],
        amount_captured=intent["amount"] if paid else 0,
        amount_refunded=0,
        billing_details={},
        captured=paid,
        created=store.now(),
        currency=intent["currency"],
        description=intent["description"],
        disputed=False,
        livemode=False,
        metadata=intent["metadata"],
        outcome=_outcome(card, paid=paid),
        paid=paid,
        payment_intent=intent["id"],
        payment_method=new_id("pm"),
        payment_method_details={"type": "card", "card": _card_details(card)},
        refunded=False,
        status="succeeded" if paid else "failed",
    )
    store["charges"][charge["id"]] = charge
    return charge


def _outcome(card: Card, *, paid: bool) -> dict[str, Any]:
    return {
        "type": "authorized" if paid else "issuer_declined",
        "network_status": "approved_by_network" if paid else "declined_by_network",
        "reason": None if paid else card.decline_code or None,
        "risk_level": "normal",
        "seller_message": "Payment complete." if paid else "The bank declined the payment.",
    }


def _card_details(card: Card) -> dict[str, Any]:
    return {"brand": card.brand, "last4": card.last4, "exp_month": 12, "exp_year": 2034, "funding": "credit"}
