"""Answers held against the SDK's resource classes: what they declare is there, what they do not know is not."""

from __future__ import annotations

from typing import Any, ClassVar, Union, get_args, get_origin

import stripe
from stripe._stripe_object import StripeObject, UntypedStripeObject

Thing = dict[str, Any]

RESOURCES: dict[str, type[StripeObject]] = {
    "checkout.session": stripe.checkout.Session,
    "payment_intent": stripe.PaymentIntent,
    "charge": stripe.Charge,
    "refund": stripe.Refund,
    "dispute": stripe.Dispute,
    "balance_transaction": stripe.BalanceTransaction,
    "event": stripe.Event,
    "item": stripe.LineItem,
    "price": stripe.Price,
}
ONLY_WHEN_EXPANDED = {("checkout.session", "line_items"), ("charge", "refunds")}


class BrokenDouble(Exception):
    """The double made an object that Stripe could not have made."""


def made(kind: str, **values: Any) -> Thing:
    """Return a resource of Stripe's with every declared field: those not given are null.

    Raises BrokenDouble when one is missing that the SDK declares as never null, or one is unknown to it.
    """
    thing = completed(RESOURCES[kind], {"object": kind, **values})
    return {name: value for name, value in thing.items() if (kind, name) not in ONLY_WHEN_EXPANDED}


def completed(resource: type[StripeObject], values: Thing) -> Thing:
    """Return the values with null for every nullable field that is not given, all the way down."""
    fields = fields_of(resource)
    unknown = values.keys() - fields.keys()
    absent = {name for name, hint in fields.items() if not is_nullable(hint)} - values.keys()
    if unknown or absent:
        raise BrokenDouble(f"{resource.__qualname__}: unknown {sorted(unknown)}, missing {sorted(absent)}")
    return {name: _filled(hint, values.get(name)) for name, hint in fields.items()}


def fields_of(resource: type[StripeObject]) -> dict[str, Any]:
    """Return the fields that a resource class declares itself, and their types."""
    declared = vars(resource).get("__annotations__", {})
    return {
        name: hint for name, hint in declared.items() if get_origin(hint) is not ClassVar and not name.startswith("_")
    }


def is_nullable(hint: Any) -> bool:
    """May the field be null?"""
    return get_origin(hint) is Union and type(None) in get_args(hint)


def _filled(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(hint) is list:
        return [_filled(get_args(hint)[0], item) for item in value]
    for part in (hint, *get_args(hint)):
        if (
            isinstance(part, type)
            and issubclass(part, StripeObject)
            and part not in (StripeObject, UntypedStripeObject)
        ):
            return completed(part, value) if isinstance(value, dict) else value
        if get_origin(part) is list and isinstance(value, list):
            return _filled(part, value)
    return value
