"""The hosted page where a buyer pays, the bank's question, and a page that lists what the double remembers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.template import Context, Engine

from market.gateways.stripe.double import payments
from market.gateways.stripe.double.cards import CARDS, Card, find_card
from market.gateways.stripe.double.house import House
from market.gateways.stripe.double.store import Store, Thing
from market.gateways.stripe.double.words import words_for
from market.gateways.stripe.money import MINOR_UNITS

OFFERED = {
    "4242424242424242": "card_pays",
    "4000000000000002": "card_declined",
    "4000000000009995": "card_poor",
    "4000002500003155": "card_asks",
}
TYPED_FIRST = {"card": "4242 4242 4242 4242", "expiry": "12/34", "cvc": "123"}


@dataclass(frozen=True)
class Page:
    """A page, or the address to go to instead."""

    status: int
    html: str = ""
    location: str = ""


def show_payment(house: House, session_id: str, query: Mapping[str, str]) -> Page:
    """Show the form; `card` in the query fills in a number."""
    with house.store.lock:
        session = house.store["sessions"].get(session_id)
        if session is None or session["status"] != "open":
            return _closed(session)
        typed = TYPED_FIRST | {name: query[name] for name in ("card",) if name in query}
        return _form(house.store, session, typed, _last_error(house.store, session), status=200)


def take_payment(house: House, session_id: str, form: Mapping[str, str]) -> Page:
    """Try the card that was typed; send the buyer on, to the bank's question, or back to the form."""
    with house.store.changing():
        session = house.store["sessions"].get(session_id)
        if session is None or session["status"] != "open":
            return _sent_on(session) if session and session["status"] == "complete" else _closed(session)
        typed = {name: form.get(name, "").strip()[:40] for name in TYPED_FIRST}
        card, wrong = _read(house.store, typed, words_for(session["locale"]))
        if card is None or wrong:
            return _form(house.store, session, typed, wrong, status=400)
        try:
            is_paid = payments.pay(house.store, session, card)
        except payments.CardDeclined:
            return _form(house.store, session, typed, _last_error(house.store, session), status=402)
        return _sent_on(session) if is_paid else Page(303, location=f"/c/secure/{session_id}")


def show_question(house: House, session_id: str) -> Page:
    """Show the bank's question while it waits for an answer."""
    with house.store.lock:
        session = house.store["sessions"].get(session_id)
        if session is None or session["status"] != "open":
            return _closed(session)
        return _rendered("secure", session, status=200)


def take_answer(house: House, session_id: str, form: Mapping[str, str]) -> Page:
    """Finish with what the card holder answered."""
    with house.store.changing():
        session = house.store["sessions"].get(session_id)
        if session is None or session["status"] != "open":
            return _closed(session)
        card = CARDS[house.store["drafts"][session_id].get("card", "4242424242424242")]
        try:
            payments.answer_the_bank(house.store, session, card, agreed=form.get("answer") == "agree")
        except (payments.CardDeclined, payments.NotOpen):
            return Page(303, location=f"/c/pay/{session_id}")
        return _sent_on(session)


def overview(house: House) -> Page:
    """Show what the double remembers, the latest first."""
    with house.store.lock:
        context = {
            "sessions": [_told(session) for session in house.store.newest_first("sessions")[:50]],
            "events": [_told(event) for event in house.store.newest_first("events")[:100]],
            "webhook": house.postman.url if house.postman else "",
            "words": words_for("id"),
        }
    return Page(200, _html("overview", context))


def not_found() -> Page:
    """Say that there is nothing here."""
    return _closed(None)


def _read(store: Store, typed: Mapping[str, str], words: Mapping[str, str]) -> tuple[Card | None, dict[str, str]]:
    wrong = {}
    card = find_card(typed["card"])
    if card is None:
        wrong["card"] = words["unknown_card"]
    if not _is_ahead(typed["expiry"], store.now()):
        wrong["expiry"] = words["bad_expiry"]
    if not re.fullmatch(r"[0-9]{3,4}", typed["cvc"]):
        wrong["cvc"] = words["bad_cvc"]
    return card, wrong


def _is_ahead(expiry: str, now: int) -> bool:
    match = re.fullmatch(r"\s*([0-9]{1,2})\s*/\s*(?:20)?([0-9]{2})\s*", expiry)
    if not match or not 1 <= int(match[1]) <= 12:
        return False
    today = datetime.fromtimestamp(now, UTC)
    return (2000 + int(match[2]), int(match[1])) >= (today.year, today.month)


def _last_error(store: Store, session: Thing) -> dict[str, str]:
    intent = store["intents"].get(session["payment_intent"] or "")
    error = intent["last_payment_error"] if intent else None
    if not error:
        return {}
    words = words_for(session["locale"])
    return {"card": words[error.get("decline_code") or error["code"]]}


def _form(store: Store, session: Thing, typed: Mapping[str, str], wrong: Mapping[str, str], *, status: int) -> Page:
    words = words_for(session["locale"])
    cards = [
        {"number": number, "spaced": CARDS[number].spaced, "does": words[does]} for number, does in OFFERED.items()
    ]
    lines = [
        {"name": line["description"], "quantity": line["quantity"], "amount": line["amount_total"] // MINOR_UNITS}
        for line in store["drafts"][session["id"]]["lines"]
    ]
    return _rendered("pay", session, status=status, typed=typed, wrong=wrong, cards=cards, lines=lines)


def _rendered(name: str, session: Thing, *, status: int, **more: Any) -> Page:
    context = {
        "session": session,
        "amount": session["amount_total"] // MINOR_UNITS,
        "words": words_for(session["locale"]),
        **more,
    }
    return Page(status, _html(name, context))


def _html(name: str, context: dict[str, Any]) -> str:
    """Render without Django's apps; nothing in the context needs the language or the time zone of the site."""
    template = _engine().get_template(f"stripe_double/{name}.html")
    return str(template.render(Context(context, use_l10n=False, use_tz=False)))


@cache
def _engine() -> Engine:
    folder = settings.ROOT / "market" / "templates"
    return Engine(dirs=[str(folder)], builtins=["market.settlement.templatetags.money"])


def _closed(session: Thing | None) -> Page:
    words = words_for(session["locale"] if session else "id")
    state = {"complete": "paid", "expired": "expired"}[session["status"]] if session else "unknown"
    link = {"paid": _success_address, "expired": lambda session: session["cancel_url"]}.get(state)
    context = {
        "words": words,
        "title": words[f"{state}_title"],
        "more": words[f"{state}_more"],
        "link": link(session) if link and session else "",
        "label": words.get(f"{state}_link", ""),
    }
    return Page(410 if session else 404, _html("closed", context))


def _sent_on(session: Thing) -> Page:
    return Page(303, location=_success_address(session))


def _success_address(session: Thing) -> str:
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])


def _told(thing: Thing) -> Thing:
    amount = thing["amount_total"] // MINOR_UNITS if thing["object"] == "checkout.session" else None
    at = f"{datetime.fromtimestamp(thing['created'], UTC):%d-%m-%Y %H:%M:%S} UTC"
    return {**thing, "at": at, "rupiah": amount}
