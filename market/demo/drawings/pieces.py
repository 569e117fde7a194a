"""Single pieces: beads, a carved shield, dried fish, palm sugar."""

from __future__ import annotations

import math
from random import Random

from PIL import Image, ImageDraw

from market.demo.drawings.canvas import (
    SIZE,
    Colour,
    gradient,
    mix,
    rgb,
    rounded_light,
    shade,
    shape_mask,
    soft_shadow,
    weave_band,
)
from market.demo.drawings.crafts import BASE, tag, weave
from market.demo.drawings.words import Words


def beads(picture: Image.Image, colour: Colour, words: Words, rng: Random) -> None:
    """A necklace of beads laid in rings on the table."""
    middle, level = SIZE / 2 - 40, SIZE * 0.56
    palette = [rgb(text) for text in ("#f4ead2", "#c8362b", "#e0a92e", "#1f2a30", "#2d7a6b")] + [colour]
    draw = ImageDraw.Draw(picture)
    soft_shadow(picture, (middle - 380, level - 120, middle + 400, level + 330))
    for ring in range(5):
        wide, tall = 380 - ring * 52, 310 - ring * 50
        count = int(wide / 9)
        for index in range(count):
            angle = index / count * math.tau
            x, y = middle + math.cos(angle) * wide, level + 60 + math.sin(angle) * tall * 0.78
            body = palette[(index // 3 + ring) % len(palette)]
            draw.ellipse((x - 21, y - 19, x + 21, y + 21), fill=shade(body, 0.7))
            draw.ellipse((x - 20, y - 20, x + 18, y + 17), fill=body)
            draw.ellipse((x - 11, y - 13, x - 2, y - 5), fill=shade(body, 1.6))
    draw.ellipse((middle - 74, level + 250, middle + 74, level + 398), fill=shade(colour, 0.8))
    weave_band(draw, (middle - 60, level + 300, middle + 60, level + 346), colour, shade(colour, 1.8), rng)
    tag(picture, words, rng)


def shield(picture: Image.Image, colour: Colour, words: Words, rng: Random) -> None:
    """A carved wooden shield (talawang) with mirrored curls."""
    middle, top, bottom, wide = SIZE * 0.46, SIZE * 0.1, BASE, rng.randint(170, 210)
    soft_shadow(picture, (middle - wide, bottom - 40, middle + wide * 1.6, bottom + 40))
    outline = [
        (middle, top),
        (middle + wide, top + 170),
        (middle + wide, bottom - 170),
        (middle, bottom),
        (middle - wide, bottom - 170),
        (middle - wide, top + 170),
    ]
    mask = shape_mask(lambda draw: draw.polygon(outline, fill=255))
    picture.paste(gradient((SIZE, SIZE), shade(colour, 1.2), shade(colour, 0.8)), (0, 0), mask)
    draw = ImageDraw.Draw(picture)
    light = mix(colour, rgb("#f3e2b6"), 0.85)
    for row in range(4):
        y = top + 210 + row * (bottom - top - 420) / 3
        for side in (-1, 1):
            curl(draw, (middle + side * 22, y), side, wide * rng.uniform(0.58, 0.7), light)
    draw.ellipse(
        (middle - 46, (top + bottom) / 2 - 46, middle + 46, (top + bottom) / 2 + 46),
        fill=rgb("#1d1a17"),
        outline=light,
        width=12,
    )
    draw.line([*outline, outline[0]], fill=shade(colour, 0.5), width=14, joint="curve")
    rounded_light(picture, mask, middle - wide, middle + wide)
    tag(picture, words, rng)


def curl(draw: ImageDraw.ImageDraw, root: tuple[float, float], side: int, reach: float, colour: Colour) -> None:
    """Draw one spiral of the kind that shields and house posts carry."""
    points = []
    for step in range(46):
        angle = step / 45 * 3.4 * math.pi
        radius = reach * 0.5 * (1 - step / 58)
        points.append((root[0] + side * (reach * 0.5 - math.cos(angle) * radius), root[1] - math.sin(angle) * radius))
    draw.line(points, fill=colour, width=15, joint="curve")


def fish(picture: Image.Image, colour: Colour, words: Words, rng: Random) -> None:
    """Dried or smoked fish laid on a round tray."""
    middle, level = SIZE / 2, SIZE * 0.64
    soft_shadow(picture, (middle - 480, level - 60, middle + 500, level + 330))
    mask = shape_mask(lambda draw: draw.ellipse((middle - 470, level - 200, middle + 470, level + 290), fill=255))
    picture.paste(weave(rgb("#c79d5f"), rng, cell=30), (0, 0), mask)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((middle - 470, level - 200, middle + 470, level + 290), outline=rgb("#8b6233"), width=26)
    for index in range(rng.randint(4, 6)):
        one_fish(
            draw,
            (middle + rng.uniform(-60, 60), level - 110 + index * 66),
            rng.uniform(-0.14, 0.14),
            rng.uniform(240, 300),
            shade(colour, rng.uniform(0.85, 1.15)),
        )
    tag(picture, words, rng)


def one_fish(draw: ImageDraw.ImageDraw, at: tuple[float, float], turn: float, half: float, colour: Colour) -> None:
    """Draw one fish with its fin, gill and scales."""

    def place(x: float, y: float) -> tuple[float, float]:
        return at[0] + x * math.cos(turn) - y * math.sin(turn), at[1] + x * math.sin(turn) + y * math.cos(turn)

    body = [
        place(math.cos(step / 30 * math.tau) * half, math.sin(step / 30 * math.tau) * half * 0.24)
        for step in range(30)
    ]
    draw.polygon(
        [
            place(half * 0.8, 0),
            place(half * 1.32, -half * 0.26),
            place(half * 1.18, 0),
            place(half * 1.32, half * 0.26),
        ],
        fill=shade(colour, 0.7),
    )
    draw.polygon(body, fill=colour, outline=shade(colour, 0.5))
    draw.polygon(
        [place(-half * 0.2, -half * 0.22), place(half * 0.35, -half * 0.2), place(half * 0.2, -half * 0.36)],
        fill=shade(colour, 0.75),
    )
    for column in range(-3, 8):
        for row in (-1, 0, 1):
            x, y = place(column * half * 0.1, row * half * 0.09)
            draw.arc((x - 12, y - 10, x + 12, y + 12), 90, 270, fill=shade(colour, 0.72), width=3)
    eye = place(-half * 0.76, -half * 0.05)
    draw.ellipse((eye[0] - 9, eye[1] - 9, eye[0] + 9, eye[1] + 9), fill=(28, 22, 18))
    draw.arc(
        (place(-half * 0.62, 0)[0] - 26, at[1] - half * 0.2, place(-half * 0.62, 0)[0] + 26, at[1] + half * 0.2),
        280,
        80,
        fill=shade(colour, 0.6),
        width=4,
    )


def sugar(picture: Image.Image, colour: Colour, words: Words, rng: Random) -> None:
    """Palm sugar: round cakes stacked on a leaf, one broken open."""
    soft_shadow(picture, (SIZE * 0.2, BASE - 60, SIZE * 0.85, BASE + 50))
    for row, count in enumerate((3, 2, 1)):
        for index in range(count):
            x = SIZE / 2 - 40 + (index - (count - 1) / 2) * 300
            cake(picture, (x, BASE - 20 - row * 150), shade(colour, rng.uniform(0.9, 1.12)), rng)
    tag(picture, words, rng)


def cake(picture: Image.Image, at: tuple[float, float], colour: Colour, rng: Random) -> None:
    """Draw one cake with its flat top and rough side."""
    x, y = at
    wide, tall = 140, 130
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((x - wide, y - tall, x + wide, y), radius=40, fill=shade(colour, 0.8))
    draw.ellipse((x - wide, y - tall - 44, x + wide, y - tall + 44), fill=colour)
    draw.ellipse((x - wide * 0.78, y - tall - 30, x + wide * 0.6, y - tall + 24), fill=shade(colour, 1.14))
    for _ in range(20):
        px, py = x + rng.uniform(-wide * 0.9, wide * 0.9), y - rng.uniform(14, tall - 30)
        draw.ellipse((px - 4, py - 3, px + 4, py + 3), fill=shade(colour, rng.uniform(0.65, 0.95)))
