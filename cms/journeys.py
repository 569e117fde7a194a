"""The stops of a route by day, each leading to its page in the language of the route."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wagtail.models import Page

from market.open_pages import open_pages

if TYPE_CHECKING:
    from cms.models import RoutePage, RouteStop


@dataclass(frozen=True)
class Stop:
    """One stop as it is shown; `url` is empty for free words and for a page that nobody may see."""

    said: RouteStop
    name: str
    url: str = ""


@dataclass
class Day:
    """One day of a route."""

    number: int
    stops: list[Stop] = field(default_factory=list)


def days_of(route: RoutePage) -> list[Day]:
    """Return the days in order. However many stops: one query for them, one for their pages, one for each kind."""
    said = list(route.stops.all())
    pages = _pages_of(said, route.locale_id)
    days: dict[int, Day] = {}
    for stop in said:
        page = pages.get(stop.place_id) if stop.place_id else None
        if page is None and not stop.title:
            continue
        shown = Stop(stop, stop.title or page.title, page.get_url() if page else "")
        days.setdefault(stop.day, Day(stop.day)).stops.append(shown)
    return [days[number] for number in sorted(days)]


def _pages_of(stops: list[RouteStop], locale: int) -> dict[int, Page]:
    """Return by the page that was chosen its translation, or itself where there is none that everybody may read."""
    chosen = {stop.place_id for stop in stops if stop.place_id}
    if not chosen:
        return {}
    keys = dict(Page.objects.filter(pk__in=chosen).values_list("pk", "translation_key"))
    found = open_pages(Page.objects.filter(translation_key__in=keys.values())).select_related("locale").specific()
    by_key: dict[object, Page] = {}
    for page in found:
        if page.locale_id == locale or page.translation_key not in by_key:
            by_key[page.translation_key] = page
    return {pk: by_key[key] for pk, key in keys.items() if key in by_key}
