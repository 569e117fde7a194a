"""How a picture is shown: which renditions a page needs, found without a query per card."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.files.storage import FileSystemStorage
from django.db.models import Prefetch
from django.utils.encoding import filepath_to_uri
from wagtail.images.models import Filter

from market.pictures.models import Picture, Rendition

if TYPE_CHECKING:
    from collections.abc import Iterable

SIZE = re.compile(r"^(fill|max|min|width|height)-(\d+)(?:x(\d+))?(-c\d+)?$")
STEPS = (0.5, 1, 2)


class Focus(NamedTuple):
    """What of a picture must stay in sight, as a picture itself holds it."""

    focal_point_x: int | None
    focal_point_y: int | None
    focal_point_width: int | None
    focal_point_height: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What an <img> says of a picture; `srcset` is empty where there is one size."""

    src: str
    width: int
    height: int
    srcset: str


def sizes_of(spec: str) -> list[str]:
    """Return the filter specs behind one in a page: half, whole and double, such as fill-400x400."""
    match = SIZE.match(spec)
    if not match:
        return [spec]
    kind, width, height, crop = match.groups()
    return [
        f"{kind}-{scaled(width, step)}{f'x{scaled(height, step)}' if height else ''}{crop or ''}" for step in STEPS
    ]


def scaled(side: str, step: float) -> int:
    """Return a side of at least one pixel."""
    return max(1, round(int(side) * step))


def renditions_of(picture: Picture, spec: str) -> tuple[Rendition, list[Rendition]]:
    """Return the rendition of `spec` and all its sizes, smallest first, no two of one width; made when missing."""
    found = picture.get_renditions(*sizes_of(spec))
    by_width = {rendition.width: rendition for rendition in found.values()}
    middle = found.get(spec) or next(iter(found.values()))
    return middle, [by_width[width] for width in sorted(by_width)]


def with_pictures(lookup: str, *specs: str) -> Prefetch:
    """Return a Prefetch for a relation that leads to a picture, with the renditions of `specs` at hand.

    `products.prefetch_related("images", with_pictures("images__original", "fill-400x400"))`
    """
    wanted = [size for spec in specs for size in sizes_of(spec)]
    return Prefetch(lookup, queryset=Picture.objects.prefetch_renditions(*wanted))


def shown_at(number: int, spec: str, focus: Focus, made: Iterable[Any]) -> Shown:
    """Return how the picture of a number is shown, from rows of its renditions; what is missing is made.

    Args:
        made: per rendition its filter spec, the key of the focus it was made for, file, width and height.
    """
    wanted = keys_of(spec, focus)
    found = {row[0]: row[2:] for row in made if wanted.get(row[0]) == row[1]}
    if len(found) < len(wanted):
        renditions = Picture.objects.get(pk=number).get_renditions(*wanted)
        found = {size: (each.file.name, each.width, each.height) for size, each in renditions.items()}
    by_width = {width: name for name, width, _height in found.values()}
    name, width, height = found[spec]
    widths = sorted(by_width) if len(by_width) > 1 else []
    return Shown(address_of(name), width, height, ", ".join(f"{address_of(by_width[one])} {one}w" for one in widths))


@lru_cache(maxsize=512)
def keys_of(spec: str, focus: Focus) -> dict[str, str]:
    """Return for each size of `spec` the key under which Wagtail files a rendition for this focus."""
    return {size: Filter(spec=size).get_cache_key(focus) for size in sizes_of(spec)}


def address_of(name: str) -> str:
    """Return the address of a rendition's file; for files on disk without taking the address apart to join it."""
    storage = Rendition._meta.get_field("file").storage  # type: ignore[union-attr]
    if isinstance(storage, FileSystemStorage) and storage.base_url:
        return f"{storage.base_url}{filepath_to_uri(name)}"
    return str(storage.url(name))
