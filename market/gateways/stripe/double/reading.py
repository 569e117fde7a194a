"""Lists in pages, and objects with their neighbours written out (docs.stripe.com/api/expanding_objects)."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

from market.gateways.stripe.double.errors import InvalidParams, missing
from market.gateways.stripe.double.store import Store, Thing

DEEPEST = 4
NEIGHBOURS = {
    "payment_intent": ("intents",),
    "latest_charge": ("charges",),
    "charge": ("charges",),
    "balance_transaction": ("transactions",),
    "failure_balance_transaction": ("transactions",),
    "source": ("charges", "refunds", "disputes"),
}
PAGING = {"limit", "starting_after", "ending_before", "created", "expand"}
BOUNDS = {"gt": int.__gt__, "gte": int.__ge__, "lt": int.__lt__, "lte": int.__le__}


def find(store: Store, kind: str, called: str, key: str) -> Thing:
    """Return one object or raise Stripe's 404; `called` is Stripe's word for the kind."""
    thing = store[kind].get(key)
    if thing is None:
        raise missing(called, key)
    return thing


def page(things: list[Thing], params: Mapping[str, Any], *, url: str) -> Thing:
    """Return a list object: `things` come newest first, every parameter but the paging ones is a filter."""
    kept = [thing for thing in things if _passes(thing, params)]
    ids = [thing["id"] for thing in kept]
    limit = params.get("limit", 10)
    if not 1 <= limit <= 100:
        raise InvalidParams("Invalid limit: between 1 and 100", param="limit")
    first, last = 0, len(kept)
    if "starting_after" in params:
        first = _place(ids, params["starting_after"], "starting_after") + 1
    if "ending_before" in params:
        last = _place(ids, params["ending_before"], "ending_before")
        first = max(first, last - limit)
    return {
        "object": "list",
        "url": url,
        "has_more": last - first > limit or ("ending_before" in params and first > 0),
        "data": kept[first : min(last, first + limit)],
    }


def expanded(store: Store, answer: Thing, paths: list[str]) -> Thing:
    """Return a copy of the answer with the named neighbours written out instead of their ids."""
    answer = json.loads(json.dumps(answer))  # many times faster than copy.deepcopy
    for path in paths:
        steps = path.split(".")
        if len(steps) > DEEPEST:
            raise InvalidParams("You cannot expand more than 4 levels of a property", param="expand")
        _expand(store, answer, steps, path)
    return answer


def _expand(store: Store, thing: Any, steps: list[str], path: str) -> None:
    step, rest = steps[0], steps[1:]
    if step == "data" and isinstance(thing.get("data"), list):
        for item in thing["data"]:
            _expand(store, item, rest, path)
        return
    if step == "line_items" and thing.get("object") == "checkout.session":
        url = f"/v1/checkout/sessions/{thing['id']}/line_items"
        thing["line_items"] = page(store["drafts"][thing["id"]]["lines"], {}, url=url)
        return
    if step == "refunds" and thing.get("object") == "charge":
        of_charge = {"charge": thing["id"]}
        thing["refunds"] = copy.deepcopy(page(store.newest_first("refunds"), of_charge, url="/v1/refunds"))
        return
    if step not in thing or step not in NEIGHBOURS:
        raise InvalidParams(f"This property cannot be expanded ({path}).", param="expand")
    if isinstance(thing[step], str):
        found = [store[kind][thing[step]] for kind in NEIGHBOURS[step] if thing[step] in store[kind]]
        thing[step] = copy.deepcopy(found[0])
    if rest and thing[step] is not None:
        _expand(store, thing[step], rest, path)


def _passes(thing: Thing, params: Mapping[str, Any]) -> bool:
    created = params.get("created")
    if isinstance(created, int) and thing["created"] != created:
        return False
    if isinstance(created, dict) and not all(BOUNDS[name](thing["created"], at) for name, at in created.items()):
        return False
    filters = params.keys() - PAGING
    for name in filters:
        if name not in thing:
            raise InvalidParams(f"This double does not filter by {name}", param=name)
    return all(thing[name] == params[name] for name in filters)


def _place(ids: list[str], key: str, param: str) -> int:
    if key not in ids:
        raise InvalidParams(f"No such object: '{key}'", code="resource_missing", param=param)
    return ids.index(key)
