"""Pages of a list without counting it: one row more than fits tells whether there is a next page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAGE_SIZE = 24
LAST_PAGE = 500


@dataclass(frozen=True)
class Page:
    """One page of something; speaks as far as `components/pagination.html` needs like Django's own."""

    items: Sequence[Any]
    number: int
    has_next: bool

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def has_previous(self) -> bool:
        return self.number > 1

    def has_other_pages(self) -> bool:
        return self.has_next or self.has_previous()

    def goods_if_last(self) -> int | None:
        """Return how many there are on all pages where that is known without counting: on the last one."""
        is_last = not self.has_next and self.number < LAST_PAGE
        return (self.number - 1) * PAGE_SIZE + len(self.items) if is_last else None

    def next_page_number(self) -> int:
        return self.number + 1

    def previous_page_number(self) -> int:
        return self.number - 1


def page_of(items: Any, typed: str, *, size: int = PAGE_SIZE) -> Page:
    """Return the page that the address asks for; the first when it asks for none.

    Args:
        items: a queryset or list, in its order.
        typed: the text of `?page=`.

    Raises:
        Http404: when there is no such page.
    """
    number = number_of(typed)
    start = (number - 1) * size
    found = list(items[start : start + size + 1])
    if number > 1 and not found:
        raise Http404("no such page")
    return Page(found[:size], number, has_next=len(found) > size and number < LAST_PAGE)


def number_of(typed: str) -> int:
    """Return the page number in an address."""
    if not typed:
        return 1
    if not re.fullmatch(r"[1-9][0-9]{0,2}", typed) or int(typed) > LAST_PAGE:
        raise Http404("no such page")
    return int(typed)
