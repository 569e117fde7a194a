"""Takes the drawings in through the one pipeline, as they come."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.files.base import ContentFile

from market.demo.drawings.studio import Drawing, draw_all
from market.pictures.actions import take_picture
from market.pictures.models import Picture


def make_pictures(drawings: Iterable[Drawing]) -> dict[Drawing, Picture]:
    """Return a picture for each drawing; the same drawing twice is one picture."""
    wanted = list(dict.fromkeys(drawings))
    return {drawing: _take(drawing, data) for drawing, data in zip(wanted, draw_all(wanted), strict=True)}


def _take(drawing: Drawing, data: bytes) -> Picture:
    return take_picture(
        upload=ContentFile(data, name="drawing.jpg"), title=drawing.title, description=f"Gambar: {drawing.title}"
    )
