"""What is inside: crackers, chips, beans, floss, powder, honey, chili, sugar; each paints into a mask."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from PIL import Image, ImageDraw

from market.demo.drawings.canvas import SIZE, Colour, gradient, mix, shade

Fill = Callable[[tuple[int, int, int, int], Colour, Random], Image.Image]
"""Takes the box to be covered (left, top, right, bottom), the colour and a source of chance; returns a full canvas."""


def _ground(colour: Colour) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", (SIZE, SIZE), shade(colour, 0.6))
    return picture, ImageDraw.Draw(picture)


def balls(box: tuple[int, int, int, int], colour: Colour, rng: Random) -> Image.Image:
    """Amplang, cookies, candy: round pieces that lie over each other."""
    picture, draw = _ground(colour)
    for _ in range(int((box[2] - box[0]) * (box[3] - box[1]) / 900)):
        x, y, r = rng.uniform(box[0], box[2]), rng.uniform(box[1], box[3]), rng.uniform(22, 36)
        body = shade(colour, rng.uniform(0.86, 1.12))
        draw.ellipse([x - r, y - r * 0.8, x + r, y + r * 0.8], fill=shade(body, 0.78))
        draw.ellipse([x - r, y - r * 0.85, x + r * 0.9, y + r * 0.65], fill=body)
        draw.ellipse([x - r * 0.5, y - r * 0.6, x, y - r * 0.25], fill=shade(body, 1.18))
    return picture


def chips(box: tuple[int, int, int, int], colour: Colour, rng: Random) -> Image.Image:
    """Keripik: thin slices, curled, with a darker rim."""
    picture, draw = _ground(colour)
    for _ in range(int((box[2] - box[0]) * (box[3] - box[1]) / 1500)):
        x, y, turn = rng.uniform(box[0], box[2]), rng.uniform(box[1], box[3]), rng.uniform(0, math.pi)
        long, wide = rng.uniform(44, 72), rng.uniform(16, 40)
        body = shade(colour, rng.uniform(0.85, 1.15))
        points = []
        for step in range(18):
            angle = step / 18 * math.tau
            wobble = 1 + 0.12 * math.sin(angle * 3 + x)
            px, py = math.cos(angle) * long * wobble, math.sin(angle) * wide * wobble
            points.append(
                (x + px * math.cos(turn) - py * math.sin(turn), y + px * math.sin(turn) + py * math.cos(turn))
            )
        draw.polygon(points, fill=shade(body, 0.72))
        draw.polygon([(x + (px - x) * 0.86, y - 4 + (py - y) * 0.82) for px, py in points], fill=body)
    return picture


def beans(box: tuple[int, int, int, int], colour: Colour, rng: Random) -> Image.Image:
    """Coffee, cocoa, nuts: small ovals with a crease."""
    picture, draw = _ground(colour)
    for _ in range(int((box[2] - box[0]) * (box[3] - box[1]) / 420)):
        x, y = rng.uniform(box[0], box[2]), rng.uniform(box[1], box[3])
        body = shade(colour, rng.uniform(0.8, 1.25))
        r = rng.uniform(13, 18)
        draw.ellipse([x - r, y - r * 0.7, x + r, y + r * 0.7], fill=body)
        draw.line([(x - r * 0.6, y + 2), (x, y - 2), (x + r * 0.6, y + 1)], fill=shade(body, 0.55), width=3)
    return picture


def grains(box: tuple[int, int, int, int], colour: Colour, rng: Random) -> Image.Image:
    """Pepper, rice, sago: many small round grains."""
    picture, draw = _ground(colour)
    for _ in range(int((box[2] - box[0]) * (box[3] - box[1]) / 150)):
        x, y, r = rng.uniform(box[0], box[2]), rng.uniform(box[1], box[3]), rng.uniform(6, 10)
        draw.ellipse([x - r, y - r, x + r, y + r], fill=shade(colour, rng.uniform(0.75, 1.25)))
        draw.ellipse([x - r * 0.4, y - r * 0.6, x + r * 0.1, y - r * 0.1], fill=shade(colour, 1.5))
    return picture


def floss(box: tuple[int, int, int, int], colour: Colour, rng: Random) -> Image.Image:
    """Abon, tea, dried herbs: tangled threads."""
    picture, draw = _ground(colour)
    for _ in range(int((box[2] - box[0]) * (box[3] - box[1]) / 190)):
        x, y, turn = rng.uniform(box[0], box[2]), rng.uniform(box[1], box[3]), rng.uniform(0, math.tau)
        reach = rng.uniform(16, 46)
        bend = (
            x + math.cos(turn) * reach * 0.5 + rng.uniform(-9, 9),
            y + math.sin(turn) * reach * 0.5 + rng.uniform(-9, 9),
        )
        draw.line(
            [(x, y), bend, (x + math.cos(turn) * reach, y + math.sin(turn) * reach)],
            fill=shade(colour, rng.uniform(0.65, 1.35)),
            width=4,
        )
    return picture


def powder(box: tuple[int, int, int, int], colour: Colour, rng: Random) -> Image.Image:
    """Flour, ground spice, fine sugar: a soft heap."""
    picture = gradient((SIZE, SIZE), shade(colour, 1.15), shade(colour, 0.8))
    draw = ImageDraw.Draw(picture)
    for _ in range(int((box[2] - box[0]) * (box[3] - box[1]) / 160)):
        x, y = rng.uniform(box[0], box[2]), rng.uniform(box[1], box[3])
        draw.point([(x, y), (x + 1, y), (x, y + 1)], fill=shade(colour, rng.uniform(0.7, 1.3)))
    return picture


def liquid(box: tuple[int, int, int, int], colour: Colour, rng: Random) -> Image.Image:
    """Honey, oil, syrup: clear, lighter in the middle, a few bubbles."""
    picture = gradient((SIZE, SIZE), shade(colour, 1.3), shade(colour, 0.7))
    glow = gradient((SIZE, SIZE), shade(colour, 1.5), colour, sideways=True)
    picture = Image.blend(picture, glow, 0.35)
    draw = ImageDraw.Draw(picture)
    for _ in range(26):
        x, y, r = rng.uniform(box[0], box[2]), rng.uniform(box[1], box[3]), rng.uniform(3, 8)
        draw.ellipse([x - r, y - r, x + r, y + r], outline=shade(colour, 1.6), width=2)
    return picture


def paste(box: tuple[int, int, int, int], colour: Colour, rng: Random) -> Image.Image:
    """Sambal, jam, terasi: thick, with seeds and pieces."""
    picture = gradient((SIZE, SIZE), shade(colour, 1.1), shade(colour, 0.75))
    draw = ImageDraw.Draw(picture)
    for _ in range(int((box[2] - box[0]) * (box[3] - box[1]) / 500)):
        x, y, r = rng.uniform(box[0], box[2]), rng.uniform(box[1], box[3]), rng.uniform(5, 22)
        draw.ellipse([x - r, y - r * 0.6, x + r, y + r * 0.6], fill=shade(colour, rng.uniform(0.7, 1.3)))
    for _ in range(int((box[2] - box[0]) * (box[3] - box[1]) / 1500)):
        x, y = rng.uniform(box[0], box[2]), rng.uniform(box[1], box[3])
        draw.ellipse([x - 5, y - 3, x + 5, y + 3], fill=mix(colour, (250, 226, 150), 0.75))
    return picture


FILLS: dict[str, Fill] = {
    "balls": balls,
    "chips": chips,
    "beans": beans,
    "grains": grains,
    "floss": floss,
    "powder": powder,
    "liquid": liquid,
    "paste": paste,
}
