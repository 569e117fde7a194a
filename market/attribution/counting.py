"""Adds to the sums of the day; many may at once, and each addition is one statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from django.db import connection
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models

from catalogue.models import Product
from market.attribution.models import NO_STORY, DailyCount

MOST_NEW = 500
"""How many pairs of story and product, not counted before that day, one writing adds; the rest count for no story."""

UPSERT = """
INSERT INTO attribution_dailycount AS kept (day, story, village, product, views, baskets, pieces, rupiah)
SELECT * FROM unnest(
    %s::date[], %s::integer[], %s::varchar[], %s::integer[], %s::integer[], %s::integer[], %s::integer[], %s::bigint[]
) ON CONFLICT (day, story, product, village) DO UPDATE SET
    views = kept.views + excluded.views, baskets = kept.baskets + excluded.baskets,
    pieces = kept.pieces + excluded.pieces, rupiah = kept.rupiah + excluded.rupiah
"""


class Key(NamedTuple):
    """Which sums are meant."""

    day: date
    story: int
    village: str
    product: int


@dataclass(frozen=True, slots=True)
class Sums:
    """What is added; `rupiah` are whole."""

    views: int = 0
    baskets: int = 0
    pieces: int = 0
    rupiah: int = 0

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.views + other.views,
            self.baskets + other.baskets,
            self.pieces + other.pieces,
            self.rupiah + other.rupiah,
        )


def add(sums: Iterable[tuple[Key, Sums]]) -> None:
    """Add to the sums of the day, in one statement and always in the same order, so that nobody waits in a circle."""
    whole: dict[Key, Sums] = {}
    for key, each in sums:
        whole[key] = whole.get(key, Sums()) + each
    rows = [(*key, each.views, each.baskets, each.pieces, each.rupiah) for key, each in sorted(whole.items())]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(UPSERT, [list(column) for column in zip(*rows, strict=True)])


def known_story(number: int) -> int:
    """Return the number if a page with a body is published under it, else that of no story: nobody makes up rows."""
    return next(iter(_stories({number})), NO_STORY)


def add_views(looks: Mapping[tuple[date, int, int], int]) -> None:
    """Add looks at product pages, by day, story as it was said, and product; those at nothing of ours are left out."""
    stories = _stories({story for _day, story, _product in looks})
    goods = _goods({product for _day, _story, product in looks})
    views: Counter[Key] = Counter()
    for (day, story, product), number in looks.items():
        if product in goods:
            whole, village = goods[product]
            views[Key(day, story if story in stories else NO_STORY, village, whole)] += number
    add((key, Sums(views=number)) for key, number in _few_new(views).items())


def _few_new(views: Counter[Key]) -> Counter[Key]:
    """Return the looks, those of new pairs beyond MOST_NEW as without a story: a machine adds no rows at will."""
    told = {key for key in views if key.story}
    if len(told) <= MOST_NEW:
        return views
    days, stories = {key.day for key in told}, {key.story for key in told}
    known = DailyCount.objects.filter(day__in=days, story__in=stories).values_list(
        "day", "story", "village", "product"
    )
    new = sorted(told - {Key(*row) for row in known}, key=lambda key: -views[key])
    for key in new[MOST_NEW:]:
        views[key._replace(story=NO_STORY)] += views.pop(key)
    return views


def whole_and_village(product: Product) -> tuple[int, str]:
    """Return the number of the product whose page it is (a size is its parent's), and the code of its village."""
    whole = product.parent if product.is_child else product
    return whole.pk, whole.village_id or ""


def _stories(numbers: set[int]) -> set[int]:
    asked = numbers - {NO_STORY}
    told = Page.objects.live().filter(pk__in=asked, content_type__model__in=_kinds_with_a_body())
    return set(told.values_list("pk", flat=True)) if asked else set()


@cache
def _kinds_with_a_body() -> list[str]:
    """Return the names of the kinds of pages that may show goods: those that have a body."""
    kinds = (model._meta for model in get_page_models())
    return [
        kind.model_name
        for kind in kinds
        if any(isinstance(field, StreamField) and field.name == "body" for field in kind.get_fields())
    ]


def _goods(numbers: set[int]) -> dict[int, tuple[int, str]]:
    rows = Product.objects.filter(pk__in=numbers).values_list("pk", "parent", "village", "parent__village")
    return {pk: (parent or pk, (parents if parent else village) or "") for pk, parent, village, parents in rows}
