"""What is found for some words: goods on sale, stories and places, the best match first."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from wagtail.models import Page as PublishedPage

from catalogue.cards import cards_for
from catalogue.filters import Filters
from catalogue.listing import conditions, page_of_listed
from catalogue.paging import LAST_PAGE, PAGE_SIZE, Page, number_of
from market.open_pages import open_pages
from market.prepared import Prepared, rows_of
from market.shop.search.finding import goods_for, tales_for
from market.shop.search.reading import Reading, read

MOST_TALES = 6
FIRST_GOODS = 4
TALES = ("story", "place", "event", "route", "village", "maker")
NEAR = 0.35
"""What a wish must be worth where not all are met: below it, the words stand somewhere in a text."""

PLACES = [f"number_{place}" for place in range(MOST_TALES)]


def _open(**numbers: int) -> QuerySet[PublishedPage]:
    return open_pages(PublishedPage.objects.filter(pk__in=numbers.values())).values_list("pk", "url_path")


OPEN = Prepared(_open, **dict.fromkeys(PLACES, int))


@dataclass(frozen=True)
class Tale:
    """A story or place that was found."""

    kind: str
    number: int
    title: str
    lead: str
    worth: int
    url: str = ""


@dataclass(frozen=True)
class Found:
    """One page of what is found. `corrected` is what was looked for instead of what was typed."""

    products: Page
    tales: list[Tale] = field(default_factory=list)
    tells: bool = False
    corrected: str = ""
    has_all: bool = True

    @property
    def first(self) -> list[Any]:
        """The goods before the tales: none when a tale has more of the words than any of them."""
        return [] if self.tells else list(self.products.items[:FIRST_GOODS])

    @property
    def others(self) -> list[Any]:
        """The goods after the tales."""
        return list(self.products.items[len(self.first) :])


def find(typed: str, language: str, page: str = "", filters: Filters | None = None) -> Found:
    """Return one page of goods, with stories and places on the first: what has all words, else what has some.

    Words that nothing is called by and that ask for no kind of goods (oleh-oleh, murah) find all of them. `filters`
    leave out goods; tales are then left out too.
    """
    reading = read(typed)
    if not (reading.wishes or reading.asks_for):
        return Found(Page([], 1, has_next=False))
    number, filters = number_of(page), filters or Filters()
    for wants_all in (True, False):
        tales = _tales_for(reading, language, wants_all) if number == 1 and not filters.is_narrowed else []
        goods = [] if reading.asks_for and tales else _goods_for(reading, number, wants_all, filters)
        if goods or tales:
            break
    tells = bool(tales and goods) and not wants_all and tales[0].worth > goods[0][1]
    if reading.is_general and not (goods or tales):
        return Found(page_of_listed(filters, page))
    if number > 1 and not goods:
        raise Http404("no such page")
    return Found(_page([pk for pk, _ in goods], number), _shown(tales), tells, reading.corrected, wants_all)


def _goods_for(reading: Reading, number: int, wants_all: bool, filters: Filters) -> list[tuple[int, int]]:
    """Return number and worth of goods on sale, one more than a page has."""
    start = (number - 1) * PAGE_SIZE
    return goods_for(reading, conditions(filters), wants_all=wants_all, most=PAGE_SIZE + 1, start=start)


def _tales_for(reading: Reading, language: str, wants_all: bool) -> list[Tale]:
    """Return stories and places that tell of it; without all words, those that have some in title or lead."""
    kinds, enough = [*(reading.asks_for or TALES)], 0 if wants_all else NEAR
    found = tales_for(reading, kinds, language, wants_all=wants_all, at_least=enough, most=MOST_TALES)
    return [Tale(*row) for row in found]


def _shown(tales: list[Tale]) -> list[Tale]:
    """Return those of the tales whose page everybody may read, with their addresses."""
    if not tales:
        return []
    numbers = dict.fromkeys(PLACES, 0) | dict(zip(PLACES, (tale.number for tale in tales), strict=False))
    found = rows_of(*OPEN.sql(**numbers))
    urls = {number: PublishedPage(pk=number, url_path=path).url for number, path in found}
    return [replace(tale, url=urls[tale.number]) for tale in tales if urls.get(tale.number)]


def _page(numbers: list[int], number: int) -> Page:
    shown = numbers[:PAGE_SIZE]
    return Page(cards_for(shown), number, has_next=len(numbers) > PAGE_SIZE and number < LAST_PAGE)
