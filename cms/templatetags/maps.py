"""`{% sketch_map spots %}` for spots at hand, `{% map_of pages %}` for pages that may have a point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template

from cms.maps.sketch import Spot, sketch

register = template.Library()


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
