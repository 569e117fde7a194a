"""The addresses under /v1/: each checks its parameters against the SDK's type, then does its work."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import stripe.params as shapes
import stripe.params.checkout as checkout_shapes

from market.gateways.stripe.client import is_live
from market.gateways.stripe.double import disputes, events, payments, reading, refunds, sessions
from market.gateways.stripe.double.contract import check
from market.gateways.stripe.double.errors import ApiError
from market.gateways.stripe.double.events import Cause
from market.gateways.stripe.double.store import Store, Thing

KEY = re.compile(r"(sk|rk)_test_\w+")


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request that was understood: `key` is the id in its address, empty when it has none."""

    store: Store
    path: str
    key: str
    params: dict[str, Any]
    base: str
    cause: Cause


Work = Callable[[Call], Thing]


@dataclass(frozen=True)
class Route:
    """What answers an address, and the SDK's type of its parameters."""

    method: str
    address: re.Pattern[str]
    shape: type
    work: Work


def find_route(method: str, path: str) -> tuple[Route, str]:
    """Return the route and the id in the address. Raises ApiError 404 for an address that is not simulated."""
    for route in ROUTES:
        match = route.address.fullmatch(path)
        if match and route.method == method:
            return route, match.groupdict().get("key") or ""
    raise ApiError(f"Unrecognized request URL ({method}: {path}).", status=404)


def answer(route: Route, call: Call) -> Thing:
    """Do the work and return the answer with its neighbours written out as asked."""
    return reading.expanded(call.store, route.work(call), call.params.get("expand", []))


def checked(route: Route, params: Any) -> dict[str, Any]:
    """Return the parameters with their types, or raise InvalidParams."""
    return check(route.shape, params)


def account_of(authorization: str) -> str:
    """Return the test key of the request. Raises ApiError 401 for any other; a live key is not even repeated."""
    scheme, _, key = authorization.partition(" ")
    if scheme.lower() != "bearer":
        key = ""
    if is_live(key):
        raise ApiError("A live key was sent to a double. Nothing was done; roll that key.", status=401)
    if not KEY.fullmatch(key):
        raise ApiError("Invalid API Key provided. The double takes sk_test_… and rk_test_… only.", status=401)
    return key


def _one(kind: str, called: str) -> Work:
    return lambda call: reading.find(call.store, kind, called, call.key)


def _many(kind: str) -> Work:
    return lambda call: reading.page(call.store.newest_first(kind), call.params, url=call.path)


def _open(call: Call) -> Thing:
    return sessions.open_session(call.store, call.params, base=call.base)


def _expire(call: Call) -> Thing:
    session = reading.find(call.store, "sessions", "checkout.session", call.key)
    return sessions.expire(call.store, session, cause=call.cause)


def _lines(call: Call) -> Thing:
    reading.find(call.store, "sessions", "checkout.session", call.key)
    return reading.page(call.store["drafts"][call.key]["lines"], call.params, url=call.path)


def _cancel(call: Call) -> Thing:
    intent = reading.find(call.store, "intents", "payment_intent", call.key)
    return payments.cancel_intent(intent)


def _refund(call: Call) -> Thing:
    return refunds.give_back(call.store, call.params, cause=call.cause)


def _events(call: Call) -> Thing:
    return events.list_events(call.store, call.params, url=call.path)


def _answer_dispute(call: Call) -> Thing:
    dispute = reading.find(call.store, "disputes", "dispute", call.key)
    return disputes.answer(call.store, dispute, call.params, cause=call.cause)


def _accept_dispute(call: Call) -> Thing:
    dispute = reading.find(call.store, "disputes", "dispute", call.key)
    return disputes.decide(call.store, dispute, "lost", cause=call.cause)


def _route(method: str, address: str, shape: type, work: Work) -> Route:
    return Route(method, re.compile(address.replace("{key}", r"(?P<key>\w{1,100})")), shape, work)


SESSIONS, INTENTS, CHARGES = "/v1/checkout/sessions", "/v1/payment_intents", "/v1/charges"
REFUNDS, DISPUTES, BALANCE, EVENTS = "/v1/refunds", "/v1/disputes", "/v1/balance_transactions", "/v1/events"

ROUTES = [
    _route("POST", SESSIONS, checkout_shapes.SessionCreateParams, _open),
    _route("GET", SESSIONS, checkout_shapes.SessionListParams, _many("sessions")),
    _route("GET", SESSIONS + "/{key}", checkout_shapes.SessionRetrieveParams, _one("sessions", "checkout.session")),
    _route("POST", SESSIONS + "/{key}/expire", checkout_shapes.SessionExpireParams, _expire),
    _route("GET", SESSIONS + "/{key}/line_items", checkout_shapes.SessionListLineItemsParams, _lines),
    _route("GET", INTENTS, shapes.PaymentIntentListParams, _many("intents")),
    _route("GET", INTENTS + "/{key}", shapes.PaymentIntentRetrieveParams, _one("intents", "payment_intent")),
    _route("POST", INTENTS + "/{key}/cancel", shapes.PaymentIntentCancelParams, _cancel),
    _route("GET", CHARGES, shapes.ChargeListParams, _many("charges")),
    _route("GET", CHARGES + "/{key}", shapes.ChargeRetrieveParams, _one("charges", "charge")),
    _route("POST", REFUNDS, shapes.RefundCreateParams, _refund),
    _route("GET", REFUNDS, shapes.RefundListParams, _many("refunds")),
    _route("GET", REFUNDS + "/{key}", shapes.RefundRetrieveParams, _one("refunds", "refund")),
    _route("GET", DISPUTES, shapes.DisputeListParams, _many("disputes")),
    _route("GET", DISPUTES + "/{key}", shapes.DisputeRetrieveParams, _one("disputes", "dispute")),
    _route("POST", DISPUTES + "/{key}", shapes.DisputeUpdateParams, _answer_dispute),
    _route("POST", DISPUTES + "/{key}/close", shapes.DisputeCloseParams, _accept_dispute),
    _route("GET", BALANCE, shapes.BalanceTransactionListParams, _many("transactions")),
    _route("GET", BALANCE + "/{key}", shapes.BalanceTransactionRetrieveParams, _one("transactions", "balance")),
    _route("GET", EVENTS, shapes.EventListParams, _events),
    _route("GET", EVENTS + "/{key}", shapes.EventRetrieveParams, _one("events", "event")),
]
