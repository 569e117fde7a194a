"""What the sums of the day say together: in all, by day, by story, by product and by village."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet, Sum
from wagtail.models import Page

from catalogue.models import Product
from market.attribution.counting import Sums
from market.attribution.models import NO_STORY, DailyCount
from market.regions.codes import beginning_in
from market.regions.models import Village

FIELDS = ("views", "baskets", "pieces", "rupiah")
WITHOUT = "Tanpa cerita"
FEW = 5
"""From so many up it is told how often a story led to a basket or a sale: one could be looked up in the orders."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which sums are looked at: days (both count), a story's number, codes; None and empty mean all.

    `regency` is the code of whose officer asks; she sees what her villages' goods did.
    """

    first: date
    last: date
    story: int | None = None
    village: str = ""
    product: int | None = None
    regency: str = ""


@dataclass(frozen=True)
class Told:
    """What is told of sums; None is what is fewer than FEW, and what those were worth."""

    views: int
    baskets: int | None
    pieces: int | None
    rupiah: int | None


@dataclass(frozen=True)
class Row:
    """One line of a table: the sums of one thing, `number` its own in our tables."""

    number: Any
    name: str
    sums: Sums | Told


def counted(asked: Asked) -> QuerySet[DailyCount]:
    """Return the rows that are asked for; a story is all its languages."""
    rows = DailyCount.objects.filter(day__range=(asked.first, asked.last)).order_by()
    if asked.regency:
        rows = rows.filter(village__startswith=beginning_in(asked.regency))
    if asked.village:
        rows = rows.filter(village=asked.village)
    if asked.product:
        rows = rows.filter(product=asked.product)
    if asked.story is not None:
        rows = rows.filter(story__in=languages_of(asked.story))
    return rows


def was_counted(story: int, regency: str) -> bool:
    """Say whether a story ever led to goods of a regency's villages, or of any where none is said."""
    rows = DailyCount.objects.filter(story__in=languages_of(story))
    return (rows.filter(village__startswith=beginning_in(regency)) if regency else rows).exists()


def told(sums: Sums, *, of_story: bool) -> Sums | Told:
    """Return what may be told of sums: of a story baskets and sales only when they are not few."""
    if not of_story:
        return sums
    baskets, pieces = (None if 0 < number < FEW else number for number in (sums.baskets, sums.pieces))
    return Told(sums.views, baskets, pieces, None if pieces is None else sums.rupiah)


def total(rows: QuerySet[DailyCount]) -> Sums:
    """Return all of it."""
    return Sums(**{name: value or 0 for name, value in rows.aggregate(**_summed()).items()})


def by_day(rows: QuerySet[DailyCount], asked: Asked) -> list[Row]:
    """Return each day's sums, also of days on which nothing happened."""
    found = dict(_by(rows, "day"))
    days = (asked.first + timedelta(days=number) for number in range((asked.last - asked.first).days + 1))
    return [Row(day, f"{day:%d/%m}", told(found.get(day, Sums()), of_story=bool(asked.story))) for day in days]


def by_story(rows: QuerySet[DailyCount]) -> list[Row]:
    """Return each story's sums with those of its translations, what sold most first; what no story brought is last."""
    found = _by(rows, "story")
    names = names_of_stories([number for number, _sums in found])
    sums: dict[tuple[int, str], Sums] = {}
    for number, each in found:
        sums[names[number]] = sums.get(names[number], Sums()) + each
    in_order = sorted(sums.items(), key=lambda each: (each[0][0] == NO_STORY, *_most_first(each[1]), each[0][1]))
    return [Row(number, name, told(each, of_story=bool(number))) for (number, name), each in in_order]


def by_product(rows: QuerySet[DailyCount], asked: Asked, *, most: int) -> list[Row]:
    """Return the sums of the products that sold most, the most first."""
    found = _by(rows, "product", most)
    names = names_of_goods(pk for pk, _sums in found)
    return [Row(pk, names[pk], told(each, of_story=bool(asked.story))) for pk, each in found]


def by_village(rows: QuerySet[DailyCount], asked: Asked, *, most: int) -> list[Row]:
    """Return the sums of the villages that sold most, the most first."""
    found = _by(rows, "village", most)
    names = names_of_villages(code for code, _sums in found)
    return [Row(code, names[code], told(each, of_story=bool(asked.story))) for code, each in found]


def sold_by(page: Page) -> Sums | Told:
    """Return what may be told of what a page has sold since it stands, with its translations."""
    return told(total(DailyCount.objects.filter(story__in=languages_of(page.pk))), of_story=True)


def languages_of(story: int) -> list[int]:
    """Return the numbers of a page and of its translations; of no story, that of none."""
    if story == NO_STORY:
        return [NO_STORY]
    keys = Page.objects.filter(pk=story).values("translation_key")
    return list(Page.objects.filter(translation_key__in=keys).values_list("pk", flat=True)) or [story]


def names_of_stories(numbers: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Return by a page's number the number and the title of the oldest among it and its translations."""
    numbers = list(numbers)
    keys = dict(Page.objects.filter(pk__in=numbers).values_list("pk", "translation_key"))
    pages = Page.objects.filter(translation_key__in=keys.values()).order_by("-pk")
    oldest = {key: (pk, title) for pk, key, title in pages.values_list("pk", "translation_key", "title")}
    gone = {number: (number, f"Halaman {number} (sudah dihapus)") for number in numbers}
    return {**gone, **{pk: oldest[key] for pk, key in keys.items()}, NO_STORY: (NO_STORY, WITHOUT)}


def names_of_goods(numbers: Iterable[int]) -> dict[int, str]:
    """Return by a product's number its title."""
    numbers = set(numbers)
    gone = {number: f"Produk {number} (sudah dihapus)" for number in numbers}
    return gone | dict(Product.objects.filter(pk__in=numbers).values_list("pk", "title"))


def names_of_villages(codes: Iterable[str]) -> dict[str, str]:
    """Return by a village's code its whole name."""
    codes = set(codes)
    villages = Village.objects.filter(code__in=codes).select_related("district__regency__province")
    return dict.fromkeys(codes, "Tanpa desa") | {village.code: village.full_name for village in villages}


def _by(rows: QuerySet[DailyCount], name: str, most: int | None = None) -> list[tuple[Any, Sums]]:
    found = rows.values_list(name).annotate(**_summed()).order_by("-rupiah", "-baskets", "-views", name)[:most]
    return [(value, Sums(*sums)) for value, *sums in found]


def _summed() -> dict[str, Sum]:
    return {name: Sum(name) for name in FIELDS}


def _most_first(sums: Sums) -> tuple[int, ...]:
    return (-sums.rupiah, -sums.baskets, -sums.views)
