"""Checkout sessions: opened by the shop, paid or left by the buyer, closed by the clock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from market.gateways.stripe.double.errors import ApiError, InvalidParams
from market.gateways.stripe.double.events import NOBODY, Cause, record
from market.gateways.stripe.double.resources import made
from market.gateways.stripe.double.store import Store, Thing, new_id

SHORTEST, DEFAULT, LONGEST = 30 * 60, 24 * 3600, 24 * 3600
SMALLEST_TOTAL = 8_000_00  # about US$0.50, the least that Stripe charges; it publishes no rupiah row
LARGEST_TOTAL = 999_999_999_998_99
SIMULATED = {
    "allowed_payment_method_types",
    "cancel_url",
    "client_reference_id",
    "customer_email",
    "expand",
    "expires_at",
    "line_items",
    "locale",
    "metadata",
    "mode",
    "payment_intent_data",
    "submit_type",
    "success_url",
    "ui_mode",
}


def open_session(store: Store, params: Mapping[str, Any], *, base: str) -> Thing:
    """Open a session for a one-time payment; the buyer pays at `base`/c/pay/<id>."""
    _refuse_what_is_not_simulated(params)
    lines = _lines(store, params.get("line_items", []))
    session_id = new_id("cs_test")
    total = sum(line["amount_total"] for line in lines)
    session = made(
        "checkout.session",
        **_constants(),
        id=session_id,
        amount_subtotal=total,
        amount_total=total,
        cancel_url=_address(params, "cancel_url"),
        client_reference_id=params.get("client_reference_id"),
        created=store.now(),
        currency=_one_currency(lines, total),
        customer_email=params.get("customer_email"),
        expires_at=_expiry(params.get("expires_at"), store.now()),
        locale=params.get("locale"),
        metadata=params.get("metadata", {}),
        allowed_payment_method_types=params.get("allowed_payment_method_types"),
        payment_method_types=["card"],
        submit_type=params.get("submit_type"),
        success_url=_address(params, "success_url", required=True),
        url=f"{base}/c/pay/{session_id}",
    )
    store["sessions"][session_id] = session
    store["drafts"][session_id] = {"lines": lines, "intent": params.get("payment_intent_data", {})}
    return session


def expire(store: Store, session: Thing, *, cause: Cause = NOBODY) -> Thing:
    """Close an open session; any other is refused, as Stripe does."""
    if session["status"] != "open":
        raise ApiError(
            'Only Checkout Sessions with a status in ["open"] can be expired. '
            f"This Checkout Session has a status of `{session['status']}`."
        )
    session |= {"status": "expired", "url": None}
    intent = store["intents"].get(session["payment_intent"] or "")
    if intent:
        intent |= {"status": "canceled", "canceled_at": store.now(), "cancellation_reason": "expired"}
        intent["next_action"] = None
        record(store, "payment_intent.canceled", intent, cause=cause)
    record(store, "checkout.session.expired", session, cause=cause)
    return session


def expire_overdue(store: Store) -> int:
    """Close every open session whose time is over; return how many."""
    overdue = [
        session
        for session in store["sessions"].values()
        if session["status"] == "open" and session["expires_at"] <= store.now()
    ]
    for session in overdue:
        expire(store, session)
    return len(overdue)


def _constants() -> Thing:
    return {
        "adaptive_pricing": {"enabled": False},
        "automatic_tax": {"enabled": False},
        "custom_fields": [],
        "custom_text": {},
        "customer_creation": "if_required",
        "livemode": False,
        "mode": "payment",
        "payment_method_collection": "if_required",
        "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
        "payment_status": "unpaid",
        "phone_number_collection": {"enabled": False},
        "shipping_options": [],
        "status": "open",
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
    }


def _refuse_what_is_not_simulated(params: Mapping[str, Any]) -> None:
    for name in sorted(params.keys() - SIMULATED):
        raise InvalidParams(f"Stripe knows {name}, but this double does not simulate it", param=name)
    if "mode" not in params:
        raise InvalidParams("Missing required param: mode.", code="parameter_missing", param="mode")
    for name, only in (("mode", "payment"), ("ui_mode", "hosted_page")):
        if params.get(name, only) != only:
            raise InvalidParams(f"This double simulates {name} {only} only", param=name)
    if params.get("allowed_payment_method_types", ["card"]) != ["card"]:
        raise InvalidParams("This double simulates cards only", param="allowed_payment_method_types")
    if len(params.get("client_reference_id", "")) > 200:
        raise InvalidParams("Invalid string: at most 200 characters", param="client_reference_id")
    for place, holder in (
        ("metadata", params),
        ("payment_intent_data[metadata]", params.get("payment_intent_data", {})),
    ):
        _refuse_long_metadata(place, holder.get("metadata") or {})


def _refuse_long_metadata(place: str, metadata: Mapping[str, str]) -> None:
    if len(metadata) > 50 or any(len(key) > 40 or len(value) > 500 for key, value in metadata.items()):
        raise InvalidParams("Metadata: at most 50 keys of 40 characters, values of 500", param=place)


def _lines(store: Store, asked: list[Thing]) -> list[Thing]:
    if not asked:
        raise InvalidParams("Missing required param: line_items.", code="parameter_missing", param="line_items")
    if len(asked) > 100:
        raise InvalidParams("At most 100 line items", param="line_items")
    return [_line(store, item, f"line_items[{number}]") for number, item in enumerate(asked)]


def _line(store: Store, item: Thing, at: str) -> Thing:
    data = item.get("price_data") or {}
    for name in ("quantity", "price_data"):
        if name not in item:
            raise InvalidParams(f"Missing required param: {at}[{name}].", code="parameter_missing", param=at)
    if set(data) - {"currency", "product_data", "unit_amount"} or set(item) - {"quantity", "price_data"}:
        raise InvalidParams("This double simulates price_data with product_data and unit_amount only", param=at)
    if "product_data" not in data or "unit_amount" not in data:
        raise InvalidParams(f"Missing required param: {at}[price_data].", code="parameter_missing", param=at)
    unit, quantity = data["unit_amount"], item["quantity"]
    if unit < 0 or quantity < 1:
        raise InvalidParams("Invalid non-negative integer", code="parameter_invalid_integer", param=at)
    currency = data["currency"].lower()
    return made(
        "item",
        id=new_id("li"),
        amount_discount=0,
        amount_subtotal=unit * quantity,
        amount_tax=0,
        amount_total=unit * quantity,
        currency=currency,
        description=data["product_data"]["name"],
        price=_price(store, currency, unit),
        quantity=quantity,
    )


def _price(store: Store, currency: str, unit: int) -> Thing:
    return made(
        "price",
        id=new_id("price"),
        active=False,
        billing_scheme="per_unit",
        created=store.now(),
        currency=currency,
        livemode=False,
        metadata={},
        product=new_id("prod"),
        type="one_time",
        unit_amount=unit,
        unit_amount_decimal=str(unit),
    )


def _one_currency(lines: list[Thing], total: int) -> str:
    currencies = {line["currency"] for line in lines}
    if currencies != {"idr"}:
        raise InvalidParams(f"This double knows idr only, not {', '.join(sorted(currencies))}", param="line_items")
    if total < SMALLEST_TOTAL:
        raise ApiError(
            "The Checkout Session's total amount must convert to at least 50 cents.", code="amount_too_small"
        )
    if total > LARGEST_TOTAL:
        raise ApiError("The total amount is too large.", code="amount_too_large")
    return "idr"


def _expiry(asked: int | None, now: int) -> int:
    if asked is None:
        return now + DEFAULT
    if asked < now + SHORTEST:
        raise InvalidParams(
            "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.",
            param="expires_at",
        )
    if asked > now + LONGEST:
        raise InvalidParams(
            "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
            param="expires_at",
        )
    return asked


def _address(params: Mapping[str, Any], name: str, *, required: bool = False) -> str | None:
    address = params.get(name)
    if address is None:
        if required:
            raise InvalidParams(f"Missing required param: {name}.", code="parameter_missing", param=name)
        return None
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise InvalidParams("Not a valid URL", code="url_invalid", param=name)
    return str(address)
