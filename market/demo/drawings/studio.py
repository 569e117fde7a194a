"""Draws on all cores; knows neither database nor settings, so that its processes may be started afresh."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from market.demo.drawings.places import draw_place
from market.demo.drawings.product import draw_product
from market.demo.drawings.words import Words


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


def draw_all(drawings: Sequence[Drawing]) -> Iterator[bytes]:
    """Return the JPEG of each drawing in turn, drawn by one process a core."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        yield from pool.map(draw, drawings, chunksize=4)


def draw(drawing: Drawing) -> bytes:
    """Return one drawing as JPEG."""
    if drawing.kind:
        return draw_place(kind=drawing.kind, seed=drawing.seed)
    words = Words(drawing.label, drawing.small)
    return draw_product(look=drawing.look, fill=drawing.fill, colour=drawing.colour, words=words, seed=drawing.seed)
