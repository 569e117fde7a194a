"""Goods without a pack: baskets, cloth, mats, hats, beads, shields, fish, palm sugar."""

from __future__ import annotations

import math
from random import Random

from PIL import Image, ImageDraw

from market.demo.drawings.canvas import (
    SIZE,
    Colour,
    gradient,
    label,
    mix,
    rgb,
    rounded_light,
    shade,
    shape_mask,
    soft_shadow,
    weave_band,
)
from market.demo.drawings.words import Words

BASE = SIZE * 0.875


def tag(picture: Image.Image, words: Words, rng: Random) -> None:
    """Lean a small paper tag at the lower right."""
    left, top = SIZE * 0.63, SIZE * 0.8
    label(
        picture,
        (left, top, left + 400, top + 210),
        words.name,
        words.small,
        paper=rgb("#f7efdc"),
        ink=rgb(rng.choice(["#3b2a1d", "#1f4038", "#5b1f1b"])),
        rng=rng,
    )


def weave(colour: Colour, rng: Random, *, cell: int | None = None) -> Image.Image:
    """Return a canvas of over-and-under weaving with a darker pattern running through it."""
    picture = Image.new("RGB", (SIZE, SIZE), shade(colour, 0.55))
    draw = ImageDraw.Draw(picture)
    cell = cell or rng.choice([26, 32, 40])
    accent = mix(colour, rgb(rng.choice(["#3a1f14", "#7a2620", "#1f2b28"])), 0.75)
    pattern = rng.choice(
        [
            lambda row, column: (row + column) % 8 == 0 or (row - column) % 8 == 0,
            lambda row, column: row % 9 in (3, 4) and column % 4 != 0,
            lambda row, column: abs(column % 14 - 7) == row % 7,
            lambda row, column: (row // 3 + column // 3) % 4 == 0,
        ]
    )
    for row in range(SIZE // cell + 1):
        for column in range(SIZE // cell + 1):
            body = accent if pattern(row, column) else shade(colour, rng.uniform(0.92, 1.08))
            x, y = column * cell, row * cell
            if (row + column) % 2:
                draw.rounded_rectangle((x + 1, y - 3, x + cell - 2, y + cell + 2), radius=6, fill=body)
            else:
                draw.rounded_rectangle((x - 3, y + 1, x + cell + 2, y + cell - 2), radius=6, fill=shade(body, 0.9))
    return picture


def basket(picture: Image.Image, colour: Colour, words: Words, rng: Random) -> None:
    """A carrying basket (anjat) or a shopping basket with a handle."""
    wide, middle, top = rng.randint(250, 330), SIZE * 0.47, SIZE * rng.uniform(0.36, 0.44)
    foot = wide * rng.uniform(0.72, 1.0)
    soft_shadow(picture, (middle - wide, BASE - 46, middle + wide * 1.2, BASE + 46))
    draw = ImageDraw.Draw(picture)
    draw.arc(
        (middle - wide * 0.75, top - rng.randint(200, 300), middle + wide * 0.75, top + 160),
        180,
        360,
        fill=shade(colour, 0.6),
        width=28,
    )
    outline = [
        (middle - wide, top),
        (middle + wide, top),
        (middle + foot, BASE - 30),
        (middle + foot * 0.9, BASE),
        (middle - foot * 0.9, BASE),
        (middle - foot, BASE - 30),
    ]
    mask = shape_mask(lambda shape: shape.polygon(outline, fill=255))
    picture.paste(weave(colour, rng), (0, 0), mask)
    rounded_light(picture, mask, middle - wide, middle + wide)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((middle - wide - 8, top - 44, middle + wide + 8, top + 44), fill=shade(colour, 0.45))
    draw.ellipse((middle - wide - 8, top - 44, middle + wide + 8, top + 44), outline=shade(colour, 1.1), width=22)
    tag(picture, words, rng)


def mat_roll(picture: Image.Image, colour: Colour, words: Words, rng: Random) -> None:
    """A rolled mat (lampit or tikar) with one end open."""
    left, right, top, bottom = 150.0, SIZE - 200.0, SIZE * 0.5, BASE - 20
    soft_shadow(picture, (left, bottom - 60, right + 60, bottom + 60))
    mask = shape_mask(lambda draw: draw.rounded_rectangle((left, top, right, bottom), radius=120, fill=255))
    picture.paste(weave(colour, rng, cell=rng.choice([22, 28])), (0, 0), mask)
    dark = Image.new("L", (1, 64))
    for y in range(64):
        dark.putpixel((0, y), int(150 * (abs(y / 63 - 0.35) / 0.65) ** 2))
    band = Image.new("L", (SIZE, SIZE), 0)
    band.paste(dark.resize((SIZE, int(bottom - top))), (0, int(top)))
    picture.paste(
        Image.new("RGB", (SIZE, SIZE), (25, 16, 10)),
        (0, 0),
        Image.composite(band, Image.new("L", (SIZE, SIZE), 0), mask),
    )
    draw = ImageDraw.Draw(picture)
    middle, radius = (right - 60, (top + bottom) / 2), (bottom - top) / 2
    for turn in range(7):
        r = radius * (1 - turn / 7.5)
        draw.ellipse(
            (middle[0] - r * 0.42, middle[1] - r, middle[0] + r * 0.42, middle[1] + r),
            fill=shade(colour, 0.6 if turn % 2 else 1.05),
        )
    for x in (left + 150, right - 330):
        draw.rectangle((x, top + 2, x + 26, bottom - 2), fill=rgb("#7a2620"))
    tag(picture, words, rng)


def hat(picture: Image.Image, colour: Colour, words: Words, rng: Random) -> None:
    """A seraung: the wide sun hat, seen from the front and above."""
    middle, top, wide = SIZE / 2, SIZE * 0.3, 470
    soft_shadow(picture, (middle - wide, BASE - 150, middle + wide, BASE + 20))
    rim = (middle - wide, SIZE * 0.56, middle + wide, SIZE * 0.84)
    draw = ImageDraw.Draw(picture)
    draw.ellipse(rim, fill=shade(colour, 0.8))
    level = (rim[1] + rim[3]) / 2
    colours = [rgb(text) for text in rng.sample(["#a3362b", "#d9a441", "#2b4f48", "#f0e2c2", "#22262b", "#5d7d3d"], 4)]
    for index in range(28):
        start, end = index / 28 * math.tau, (index + 1) / 28 * math.tau
        one, other = (
            (middle + math.cos(angle) * wide, level + math.sin(angle) * (rim[3] - rim[1]) / 2)
            for angle in (start, end)
        )
        draw.polygon(
            [(middle, top), one, other], fill=shade(colours[index % len(colours)], 1.0 + 0.12 * math.cos(start))
        )
    for ring in (0.32, 0.58, 0.86):
        y, reach = top + (level - top) * ring, wide * ring
        draw.arc(
            (middle - reach, y - reach * 0.3, middle + reach, y + reach * 0.3), 0, 180, fill=rgb("#f3e6c8"), width=10
        )
    draw.ellipse((middle - 26, top - 16, middle + 26, top + 36), fill=rgb("#f3e6c8"))
    tag(picture, words, rng)


def cloth(picture: Image.Image, colour: Colour, words: Words, rng: Random) -> None:
    """Folded woven cloth: bands of diamonds and hooks over each other, a fringe below."""
    left, right = SIZE * 0.2, SIZE * 0.8
    bottom, folds = BASE, rng.randint(3, 4)
    soft_shadow(picture, (left - 30, bottom - 50, right + 60, bottom + 50))
    draw = ImageDraw.Draw(picture)
    height = 150
    for fold in range(folds):
        top = bottom - (fold + 1) * height * 0.82
        tone = shade(colour, 1.0 - 0.08 * (fold % 2))
        draw.rounded_rectangle((left + fold * 8, top, right - fold * 8, top + height), radius=44, fill=tone)
        weave_band(
            draw, (left + 34, top + 34, right - 34, top + 62), shade(tone, 0.6), mix(tone, rgb("#f1dfb8"), 0.8), rng
        )
        weave_band(
            draw, (left + 34, top + 78, right - 34, top + 116), mix(tone, rgb("#f1dfb8"), 0.72), shade(tone, 0.55), rng
        )
    hang = (SIZE * 0.3, SIZE * 0.1, SIZE * 0.7, bottom - folds * height * 0.82 + 40)
    picture.paste(
        gradient((int(hang[2] - hang[0]), int(hang[3] - hang[1])), shade(colour, 1.12), shade(colour, 0.9)),
        (int(hang[0]), int(hang[1])),
    )
    draw = ImageDraw.Draw(picture)
    y = hang[1] + 20
    while y < hang[3] - 60:
        tall = rng.choice([30, 46, 64])
        weave_band(
            draw,
            (hang[0], y, hang[2], min(y + tall, hang[3])),
            rng.choice([shade(colour, 0.6), mix(colour, rgb("#f1dfb8"), 0.75)]),
            rng.choice([shade(colour, 1.45), shade(colour, 0.5)]),
            rng,
        )
        y += tall + rng.choice([10, 22, 40])
    tag(picture, words, rng)
