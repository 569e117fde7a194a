"""The stops of a route by day, each leading to its page in the language of the route."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import translation
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
    """Return the days in order; two queries, however many stops."""
    stops = route.stops.all()
    said = list(stops.select_related("place") if isinstance(stops, QuerySet) else stops)  # a preview holds its own
    pages = _pages_of(said, route.locale_id)
    days: dict[int, Day] = {}
    for stop in said:
        page = pages.get(stop.place.translation_key) if stop.place else None
        if page is None and not stop.title:
            continue
        shown = Stop(stop, stop.title or (page.title if page else ""), _address_of(page) if page else "")
        days.setdefault(stop.day, Day(stop.day)).stops.append(shown)
    return [days[number] for number in sorted(days)]


def _pages_of(stops: list[RouteStop], locale: int) -> dict[object, Page]:
    """Return by what translations share the page in the route's language, or another that everybody may read."""
    keys = {stop.place.translation_key for stop in stops if stop.place}
    found = open_pages(Page.objects.filter(translation_key__in=keys)) if keys else Page.objects.none()
    shown: dict[object, Page] = {}
    for page in found.select_related("locale").annotate(village=F("villagepage__village")):
        if page.locale_id == locale or page.translation_key not in shown:
            shown[page.translation_key] = page
    return shown


def _address_of(page: Page) -> str:
    """Return where a page is; that of a village is by its official code."""
    if not page.village:  # type: ignore[attr-defined]
        return str(page.url or "")
    with translation.override(page.locale.language_code):
        return reverse("sellers:village", args=[page.village])  # type: ignore[attr-defined]
