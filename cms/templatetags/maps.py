"""`{% sketch_map spots %}` for spots at hand, `{% map_of pages %}` for pages, `{% map_of_makers pages %}` for makers,
and `{% map_of_days days %}` for a route.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import template
from django.apps import apps
from django.db.models.functions import Coalesce
from django.urls import reverse
from wagtail.models import Page

from cms.maps.sketch import Point, Spot, sketch
from market.open_pages import open_pages

if TYPE_CHECKING:
    from cms.graph.stops import Day, Stop
    from cms.models import MakerPage

register = template.Library()

WITH_POINTS = ("destinationpage", "eventpage", "villagepage")


@register.inclusion_tag("cms/parts/map.html")
def sketch_map(spots: Sequence[Spot], title: str = "", level: int = 2) -> dict[str, Any]:
    """Draw spots, with the list of them beside the drawing; nothing without a spot."""
    return {"drawn": sketch(list(spots)), "title": title, "level": level}


@register.inclusion_tag("cms/parts/map.html")
def map_of(pages: Iterable[Any], title: str = "", level: int = 2) -> dict[str, Any]:
    """Draw the pages that have a point, each leading to its page; nothing where none has."""
    points = ((page, page.point()) for page in pages if hasattr(page, "point"))
    spots = [Spot(page.title, point, page.url or "") for page, point in points if point is not None]
    return {"drawn": sketch(spots), "title": title, "level": level}


@register.inclusion_tag("cms/parts/map.html")
def map_of_makers(pages: Iterable[MakerPage], title: str = "", level: int = 2) -> dict[str, Any]:
    """Draw makers where the pages of their villages have a point, each village once; one query.

    A village with several makers leads to its own page, and their names stand in the list.
    """
    makers: dict[str, list[MakerPage]] = {}
    for page in pages:
        if page.village_id:
            makers.setdefault(page.village_id, []).append(page)
    points = _points_of_villages(makers) if makers else {}
    spots = [_spot_of_makers(found, points[code]) for code, found in makers.items() if code in points]
    return {"drawn": sketch(spots), "title": title, "level": level}


def _points_of_villages(codes: Iterable[str]) -> dict[str, Point]:
    pages = open_pages(apps.get_model("cms", "VillagePage").objects.filter(village__in=list(codes)))
    found = pages.exclude(latitude=None).exclude(longitude=None).order_by("pk")
    return {code: (north, east) for code, north, east in found.values_list("village", "latitude", "longitude")}


def _spot_of_makers(makers: list[MakerPage], point: Point) -> Spot:
    [first, *others] = makers
    village: Any = first.village
    if not others:
        return Spot(first.title, point, first.url or "", village.name)
    names = ", ".join(maker.title for maker in makers)
    return Spot(village.name, point, reverse("sellers:village", args=[village.pk]), names)


@register.inclusion_tag("cms/parts/map.html")
def map_of_days(days: Sequence[Day], title: str = "", level: int = 2) -> dict[str, Any]:
    """Draw the stops of a route whose pages have a point, in their order, each place once; one query."""
    stops: dict[int, Stop] = {}
    for stop in (stop for day in days for stop in day.stops if stop.url):
        stops.setdefault(stop.said.place_id, stop)
    point = (Coalesce(*(f"{kind}__{name}" for kind in WITH_POINTS)) for name in ("latitude", "longitude"))
    found = Page.objects.filter(pk__in=stops).values_list("pk", *point) if stops else ()
    points = {pk: (north, east) for pk, north, east in found if north is not None and east is not None}
    spots = [Spot(stop.name, points[pk], stop.url) for pk, stop in stops.items() if pk in points]
    return {"drawn": sketch(spots), "title": title, "level": level}
