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
from market.regions.models import Village

FIELDS = ("views", "baskets", "pieces", "rupiah")
WITHOUT = "Tanpa cerita"


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
class Row:
    """One line of a table: the sums of one thing, `number` its own in our tables."""

    number: Any
    name: str
    sums: Sums


def counted(asked: Asked) -> QuerySet[DailyCount]:
    """Return the rows that are asked for; a story is all its languages."""
    rows = DailyCount.objects.filter(day__range=(asked.first, asked.last)).order_by()
    if asked.regency:
        rows = rows.filter(village__startswith=f"{asked.regency}.")
    if asked.village:
        rows = rows.filter(village=asked.village)
    if asked.product:
        rows = rows.filter(product=asked.product)
    if asked.story is not None:
        rows = rows.filter(story__in=languages_of(asked.story))
    return rows


def total(rows: QuerySet[DailyCount]) -> Sums:
    """Return all of it."""
    return Sums(**{name: value or 0 for name, value in rows.aggregate(**_summed()).items()})


def by_day(rows: QuerySet[DailyCount], asked: Asked) -> list[Row]:
    """Return each day's sums, also of days on which nothing happened."""
    found = dict(_by(rows, "day"))
    days = (asked.first + timedelta(days=number) for number in range((asked.last - asked.first).days + 1))
    return [Row(day, f"{day:%d/%m}", found.get(day, Sums())) for day in days]


def by_story(rows: QuerySet[DailyCount]) -> list[Row]:
    """Return each story's sums with those of its translations, what sold most first; what no story brought is last."""
    found = _by(rows, "story")
    names = names_of_stories([number for number, _sums in found])
    sums: dict[tuple[int, str], Sums] = {}
    for number, each in found:
        sums[names[number]] = sums.get(names[number], Sums()) + each
    told = [Row(number, name, each) for (number, name), each in sums.items()]
    return sorted(told, key=lambda row: (row.number == NO_STORY, *_most_first(row)))


def by_product(rows: QuerySet[DailyCount]) -> list[Row]:
    """Return each product's sums, what sold most first."""
    found = _by(rows, "product")
    names = dict(Product.objects.filter(pk__in=[pk for pk, _sums in found]).values_list("pk", "title"))
    return sorted(
        (Row(pk, names.get(pk, f"Produk {pk} (sudah dihapus)"), each) for pk, each in found), key=_most_first
    )


def by_village(rows: QuerySet[DailyCount]) -> list[Row]:
    """Return each village's sums, what sold most first."""
    found = _by(rows, "village")
    villages = Village.objects.filter(code__in=[code for code, _sums in found])
    names = {village.code: village.full_name for village in villages.select_related("district__regency__province")}
    return sorted((Row(code, names.get(code, "Tanpa desa"), each) for code, each in found), key=_most_first)


def sold_by(page: Page) -> Sums:
    """Return what a page has sold since it stands, with its translations."""
    return total(DailyCount.objects.filter(story__in=languages_of(page.pk)))


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


def _by(rows: QuerySet[DailyCount], name: str) -> list[tuple[Any, Sums]]:
    found = rows.values_list(name).annotate(**_summed())
    return [(value, Sums(*sums)) for value, *sums in found]


def _summed() -> dict[str, Sum]:
    return {name: Sum(name) for name in FIELDS}


def _most_first(row: Row) -> tuple[Any, ...]:
    return (-row.sums.rupiah, -row.sums.baskets, -row.sums.views, row.name)
