"""How a picture is shown: which renditions a page needs, found without a query per card."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from market.pictures.models import Picture

if TYPE_CHECKING:
    from market.pictures.models import Rendition

SIZE = re.compile(r"^(fill|max|min|width|height)-(\d+)(?:x(\d+))?(-c\d+)?$")
STEPS = (0.5, 1, 2)


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
