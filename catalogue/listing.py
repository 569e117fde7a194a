"""One page of a list, from the narrow rows that triggers keep: no join, no price worked out, nothing counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.http import Http404

from catalogue import cards
from catalogue.filters import SORTS
from catalogue.listed import ALL
from catalogue.paging import LAST_PAGE, PAGE_SIZE, Page, number_of

if TYPE_CHECKING:
    from catalogue.filters import Filters


def page_of_listed(filters: Filters, typed: str, shelf: str = ALL) -> Page:
    """Return the page of cards that the address asks for, of the goods with the mark `shelf`.

    Raises:
        Http404: when there is no such page.
    """
    number = number_of(typed)
    found = numbers_of(filters, shelf, limit=PAGE_SIZE + 1, offset=(number - 1) * PAGE_SIZE)
    if number > 1 and not found:
        raise Http404("no such page")
    page = Page(found[:PAGE_SIZE], number, has_next=len(found) > PAGE_SIZE and number < LAST_PAGE)
    return replace(page, items=cards.cards_for(page.items))


def numbers_of(filters: Filters, shelf: str = ALL, *, limit: int, offset: int = 0) -> list[int]:
    """Return the numbers of goods in the order asked for."""
    where, values = conditions(filters, shelf)
    order = SORTS[filters.sort][1]
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT product_id FROM "catalogue_listed" WHERE {where} ORDER BY {order} LIMIT %s OFFSET %s',  # noqa: S608
            [*values, limit, offset],
        )
        return [number for (number,) in cursor.fetchall()]


def conditions(filters: Filters, shelf: str = ALL) -> tuple[str, list[Any]]:
    """Return what the rows of a list must fulfil, as SQL with its values."""
    terms, values = ["marks @> %s"], [[shelf, *filters.marks()]]
    for sign, price in ((">=", filters.price_from), ("<=", filters.price_to)):
        if price is not None:
            terms.append(f"price_from {sign} %s")
            values.append(price)  # type: ignore[arg-type]
    return " AND ".join(terms), values
