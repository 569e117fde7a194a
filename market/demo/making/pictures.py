"""Draws pictures on all cores and takes each through the one pipeline."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import connections

from market.demo.drawings.places import draw_place
from market.demo.drawings.product import draw_product
from market.demo.drawings.words import Words
from market.pictures.actions import take_picture
from market.pictures.models import Picture

CARD_FILTERS = ("fill-320x320|format-webp", "fill-640x640|format-webp")


@dataclass(frozen=True)
class Drawing:
    """What is to be drawn: goods with a `look`, or a place of a `kind`. The title is the picture's too."""

    title: str
    seed: str
    look: str = ""
    fill: str = ""
    colour: str = ""
    label: str = ""
    small: str = ""
    kind: str = ""


def make_pictures(drawings: Iterable[Drawing]) -> dict[Drawing, Picture]:
    """Return a picture for each drawing, drawn and taken in by one process a core."""
    wanted = list(dict.fromkeys(drawings))
    connections.close_all()
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        keys = list(pool.map(_make, wanted, chunksize=4))
    pictures = Picture.objects.in_bulk(keys)
    return {drawing: pictures[key] for drawing, key in zip(wanted, keys, strict=True)}


def _make(drawing: Drawing) -> int:
    if drawing.kind:
        data = draw_place(kind=drawing.kind, seed=drawing.seed)
    else:
        words = Words(drawing.label, drawing.small)
        data = draw_product(
            look=drawing.look, fill=drawing.fill, colour=drawing.colour, words=words, seed=drawing.seed
        )
    return take_picture(upload=ContentFile(data, name="drawing.jpg"), title=drawing.title).pk
