"""Makes the blocks of a story from their data: pictures are drawn, places and makers found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cms.blocks.bodies import Part
from cms.models import DestinationPage
from market.demo.data.story_blocks import blocks_of, scenes_of
from market.demo.drawings.studio import Drawing

if TYPE_CHECKING:
    from catalogue.models import Product
    from market.pictures.models import Picture
    from market.regions.models import Village

NEAR = "near"


@dataclass(frozen=True)
class Telling:
    """What a story is told with."""

    title: str
    village: Village
    goods: list[Product]
    pictures: Mapping[Drawing, Picture]


def drawings_of(title: str) -> list[Drawing]:
    """Return what is drawn for a story's galleries."""
    return [Drawing(title=words, seed=f"{title} {words}", kind=kind) for kind, words in scenes_of(title)]


def more_parts(telling: Telling, language: str) -> list[tuple[int, Part]]:
    """Return the blocks of a story beside words and goods, each with the number of the paragraph that it follows."""
    parts = []
    for fields in blocks_of(telling.title, language):
        after, kind = fields.pop("after"), fields.pop("block")
        value = _value(kind, fields, telling)
        if value is not None:
            parts.append((after, (kind, value)))
    return parts


def _value(kind: str, fields: dict[str, Any], telling: Telling) -> Any:
    """Return what `cms.blocks.bodies` makes the block of; None where there is nothing to show."""
    if kind == "maker":
        return telling.goods[0].producer if telling.goods else None
    if kind == "village":
        return telling.village
    if kind == "place":
        return _near(telling)
    if kind == "goods":
        return {**fields, "village": telling.village}
    if kind == "gallery":
        drawn = zip(drawings_of(telling.title), fields["pictures"], strict=True)
        pictures = [(telling.pictures[drawing], words) for drawing, (_kind, words) in drawn]
        return {**fields, "pictures": pictures}
    if kind == "call":
        page = _near(telling)
        return {**fields, "page": page} if page else None
    if kind == "itinerary":
        return {**fields, "steps": [_step(step, telling) for step in fields["steps"]]}
    return fields


def _step(step: list[Any], telling: Telling) -> list[Any]:
    return [*step[:3], _near(telling)] if NEAR in step[3:] else step


def _near(telling: Telling) -> DestinationPage | None:
    """Return a place to visit in the same regency."""
    places = DestinationPage.objects.filter(locale__language_code="id", live=True)
    return places.filter(regency=telling.village.district.regency_id).order_by("pk").first()
