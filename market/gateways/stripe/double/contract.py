"""The SDK as the contract: requests are held against its parameter types, before anything is done.

`stripe.params` holds a TypedDict for every request, generated from Stripe's own description of its API. A literal
type beside `str` is an open list for the programmer, yet Stripe refuses what is not on it, and so do we.
"""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Literal, NotRequired, Required, Union, get_args, get_origin, get_type_hints

from stripe._request_options import RequestOptions
from typing_extensions import is_typeddict

from market.gateways.stripe.double.errors import InvalidParams

Params = dict[str, Any]

NAMES_OF_THE_SDK = {"StripeContext": object, "Mapping": Mapping}
NUMBER = re.compile(r"-?\d{1,19}")


def check(shape: type, params: Any, at: str = "") -> Params:
    """Return the parameters with their types, or raise InvalidParams as Stripe would.

    `shape` is a TypedDict of stripe.params; `at` names the place for the message.
    """
    if not isinstance(params, dict):
        raise InvalidParams(f"Invalid object: {at}", param=at or None)
    fields = _fields(shape)
    for name in params:
        if name not in fields:
            where = _inside(at, name)
            raise InvalidParams(f"Received unknown parameter: {where}", code="parameter_unknown", param=where)
    for name in shape.__required_keys__ - set(params):  # type: ignore[attr-defined]
        where = _inside(at, name)
        raise InvalidParams(f"Missing required param: {where}.", code="parameter_missing", param=where)
    return {name: _typed(fields[name], value, _inside(at, name)) for name, value in params.items()}


@cache
def _fields(shape: type) -> dict[str, Any]:
    hints = get_type_hints(shape, localns=NAMES_OF_THE_SDK, include_extras=True)
    return {name: _bare(hint) for name, hint in hints.items() if name not in RequestOptions.__annotations__}


def _bare(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) in {Required, NotRequired} else hint


def _typed(hint: Any, value: Any, at: str) -> Any:
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        return _any_of(get_args(hint), value, at)
    if origin is Literal:
        return _one_of(get_args(hint), value, at)
    if origin is list:
        return _each_of(get_args(hint)[0], value, at)
    if origin is dict:
        return _texts(value, at)
    if is_typeddict(hint):
        return check(hint, value, at)
    return _plain(hint, value, at)


def _any_of(hints: tuple[Any, ...], value: Any, at: str) -> Any:
    """Try each; a list of literals closes its `str` neighbour, and the most telling refusal is raised."""
    closed = any(get_origin(hint) is Literal and get_args(hint) != ("",) for hint in hints)
    tried = [hint for hint in hints if hint is not type(None) and not (closed and hint is str)]
    refusals = []
    for hint in tried:
        try:
            return _typed(hint, value, at)
        except InvalidParams as refusal:
            refusals.append(refusal)
    raise max(refusals, key=lambda refusal: len(refusal.more["param"] or ""))


def _one_of(allowed: tuple[Any, ...], value: Any, at: str) -> str:
    if value not in allowed:
        raise InvalidParams(f"Invalid {at}: must be one of {', '.join(map(str, allowed))}", param=at)
    return str(value)


def _each_of(hint: Any, value: Any, at: str) -> list[Any]:
    if not isinstance(value, list):
        raise InvalidParams("Invalid array", param=at)
    return [_typed(hint, item, f"{at}[{number}]") for number, item in enumerate(value)]


def _texts(value: Any, at: str) -> dict[str, str]:
    if isinstance(value, list):
        value = {str(number): item for number, item in enumerate(value)}
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise InvalidParams("Invalid hash", param=at)
    return value


def _plain(hint: Any, value: Any, at: str) -> Any:
    if not isinstance(value, str):
        raise InvalidParams(f"Invalid string: {at}", param=at)
    if hint is int:
        if not NUMBER.fullmatch(value):
            raise InvalidParams(f"Invalid integer: {value}", code="parameter_invalid_integer", param=at)
        return int(value)
    if hint is bool:
        if value not in {"true", "false"}:
            raise InvalidParams(f"Invalid boolean: {value}", param=at)
        return value == "true"
    if hint in {float, Decimal}:
        if not re.fullmatch(r"-?\d+(\.\d{1,12})?", value):
            raise InvalidParams(f"Invalid decimal: {value}", param=at)
        return value
    return _not_empty(value, at)


def _not_empty(value: str, at: str) -> str:
    if value == "":
        raise InvalidParams(f"You passed an empty string for '{at}'.", code="parameter_invalid_empty", param=at)
    return value


def _inside(at: str, name: str) -> str:
    return f"{at}[{name}]" if at else name
