"""Products inside stories as they are at this moment: price, unit and stock are read at each request, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from wagtail.blocks import StreamValue

from catalogue.cards import Card, cards_for
from catalogue.models import Product


def live_products(chosen: Iterable[int]) -> dict[int, Card]:
    """Return those of the chosen products that may be shown now, by primary key, in two queries.

    What is hidden, closed or deleted is not in the answer: its block steps aside.
    """
    keys = set(chosen)
    on_sale = Product.objects.on_sale().order_by().filter(pk__in=keys).values_list("pk", flat=True) if keys else ()
    return {card.pk: card for card in cards_for(list(on_sale))}


def chosen_products(body: StreamValue) -> Iterator[int]:
    """Yield the primary keys of all products chosen in a body, in reading order, without a query."""
    for block in body.raw_data:
        if block["type"] == "product":
            yield from _keys([block["value"]])
        elif block["type"] == "products":
            yield from _keys(block["value"].get("products", []))


def put_in(body: StreamValue, live: dict[int, Card]) -> None:
    """Let the body's product blocks hold the products already fetched, so that none is asked for again."""
    for index, block in enumerate(list(body.raw_data)):
        if block["type"] == "product":
            body[index] = ("product", live.get(block["value"]), block.get("id"))


def _keys(values: list[Any]) -> Iterator[int]:
    for value in values:
        key = value.get("value") if isinstance(value, dict) else value
        if key:
            yield int(key)
