"""`{% sketch_map spots %}` for spots at hand, `{% map_of pages %}` for pages, `{% map_of_days days %}` for a route."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import template
from django.db.models.functions import Coalesce
from wagtail.models import Page

from cms.maps.sketch import Spot, sketch

if TYPE_CHECKING:
    from cms.journeys import Day, Stop

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
