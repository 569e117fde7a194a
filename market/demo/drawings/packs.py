"""Packed goods: pouch, bag, jar, bottle, box, sack, bowl. Each stands on the table with its label."""

from __future__ import annotations

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
from market.demo.drawings.fills import FILLS
from market.demo.drawings.words import Words

PAPERS = ["#f7efdc", "#efe3c6", "#fbf7ee", "#e9dcc3", "#f2e6d8"]
INKS = ["#3b2a1d", "#1f4038", "#5b1f1b", "#26324d", "#4c3413"]
BASE = SIZE * 0.875


def _label(picture: Image.Image, box: tuple[float, float, float, float], words: Words, rng: Random) -> None:
    label(picture, box, words.name, words.small, paper=rgb(rng.choice(PAPERS)), ink=rgb(rng.choice(INKS)), rng=rng)


def pouch(picture: Image.Image, fill: str, colour: Colour, words: Words, rng: Random) -> None:
    """A standing pouch of brown or coloured paper with a window."""
    kraft = rgb(rng.choice(["#b98d5a", "#c9a06c", "#31473f", "#7a2f28", "#d8c39a", "#39465e"]))
    wide = rng.randint(235, 285)
    middle, top = SIZE / 2 + rng.randint(-40, 40), SIZE * rng.uniform(0.2, 0.27)
    soft_shadow(picture, (middle - wide * 1.15, BASE - 50, middle + wide * 1.25, BASE + 46))
    outline = [
        (middle - wide, top),
        (middle + wide, top),
        (middle + wide * 1.03, BASE - 70),
        (middle + wide * 0.93, BASE),
        (middle - wide * 0.93, BASE),
        (middle - wide * 1.03, BASE - 70),
    ]
    mask = shape_mask(lambda draw: draw.polygon(outline, fill=255))
    picture.paste(gradient((SIZE, SIZE), shade(kraft, 1.12), shade(kraft, 0.85)), (0, 0), mask)
    window = (int(middle - wide * 0.72), int(BASE - 330), int(middle + wide * 0.72), int(BASE - 70))
    inside = FILLS[fill](window, colour, rng)
    shapes = rng.choice(
        [
            lambda draw: draw.rounded_rectangle(window, radius=60, fill=255),
            lambda draw: draw.ellipse(window, fill=255),
            lambda draw: draw.polygon(
                [
                    (window[0], window[3]),
                    (window[0], window[1] + 90),
                    ((window[0] + window[2]) / 2, window[1]),
                    (window[2], window[1] + 90),
                    (window[2], window[3]),
                ],
                fill=255,
            ),
        ]
    )
    picture.paste(inside, (0, 0), shape_mask(shapes))
    rounded_light(picture, mask, middle - wide * 1.03, middle + wide * 1.03)
    draw = ImageDraw.Draw(picture)
    draw.rectangle([middle - wide, top, middle + wide, top + 38], fill=shade(kraft, 0.86))
    draw.line([(middle - wide, top + 62), (middle + wide, top + 62)], fill=shade(kraft, 0.75), width=5)
    _label(picture, (middle - wide * 0.8, top + 92, middle + wide * 0.8, window[1] - 24), words, rng)


def bag(picture: Image.Image, fill: str, colour: Colour, words: Words, rng: Random) -> None:
    """A clear bag tied or stapled under a folded paper header."""
    wide, middle, top = rng.randint(260, 320), SIZE / 2 + rng.randint(-30, 30), SIZE * rng.uniform(0.3, 0.36)
    soft_shadow(picture, (middle - wide * 1.1, BASE - 40, middle + wide * 1.2, BASE + 44))
    mask = shape_mask(
        lambda draw: draw.rounded_rectangle((middle - wide, top, middle + wide, BASE), radius=70, fill=255)
    )
    picture.paste(
        FILLS[fill]((int(middle - wide), int(top), int(middle + wide), int(BASE)), colour, rng), (0, 0), mask
    )
    rounded_light(picture, mask, middle - wide, middle + wide)
    draw = ImageDraw.Draw(picture)
    for _ in range(5):
        x, y = middle + rng.uniform(-0.8, 0.5) * wide, rng.uniform(top + 40, BASE - 120)
        draw.line([(x, y), (x + rng.uniform(20, 60), y + rng.uniform(50, 120))], fill=(255, 255, 255), width=3)
    _label(picture, (middle - wide * 0.96, top - 150, middle + wide * 0.96, top + 120), words, rng)


def jar(picture: Image.Image, fill: str, colour: Colour, words: Words, rng: Random) -> None:
    """A glass or plastic jar with a lid, sometimes under a cloth cap."""
    wide, middle, top = rng.randint(215, 265), SIZE / 2 + rng.randint(-40, 40), SIZE * rng.uniform(0.33, 0.42)
    soft_shadow(picture, (middle - wide * 1.1, BASE - 46, middle + wide * 1.3, BASE + 44))
    body = (middle - wide, top, middle + wide, BASE)
    mask = shape_mask(lambda draw: draw.rounded_rectangle(body, radius=84, fill=255))
    picture.paste(Image.new("RGB", (SIZE, SIZE), (226, 232, 228)), (0, 0), mask)
    level = (int(middle - wide + 16), int(top + 46), int(middle + wide - 16), int(BASE - 18))
    picture.paste(
        FILLS[fill](level, colour, rng),
        (0, 0),
        shape_mask(lambda draw: draw.rounded_rectangle(level, radius=70, fill=255)),
    )
    rounded_light(picture, mask, middle - wide, middle + wide)
    draw = ImageDraw.Draw(picture)
    cap = rgb(rng.choice(["#c8a24a", "#d9d9d4", "#2d3a33", "#8c3027", "#e8ddc2"]))
    draw.rounded_rectangle((middle - wide * 0.86, top - 84, middle + wide * 0.86, top + 14), radius=16, fill=cap)
    for index in range(16):
        x = middle - wide * 0.84 + index * wide * 1.68 / 15
        draw.line([(x, top - 66), (x, top + 8)], fill=shade(cap, 0.86), width=3)
    if rng.random() < 0.45:
        cloth_cap(picture, middle, top - 84, wide, rng)
    _label(
        picture,
        (middle - wide * 0.78, top + (BASE - top) * 0.3, middle + wide * 0.78, top + (BASE - top) * 0.8),
        words,
        rng,
    )


def cloth_cap(picture: Image.Image, middle: float, top: float, wide: float, rng: Random) -> None:
    """Tie a piece of checked cloth over a lid."""
    colour = rgb(rng.choice(["#9c3b30", "#2f5f55", "#3b4f7d", "#a7802f"]))
    draw = ImageDraw.Draw(picture)
    draw.polygon(
        [
            (middle - wide * 0.9, top - 26),
            (middle + wide * 0.9, top - 26),
            (middle + wide * 1.08, top + 120),
            (middle - wide * 1.08, top + 120),
        ],
        fill=colour,
    )
    for index in range(1, 9):
        x = middle - wide * 0.95 + index * wide * 0.21
        draw.line([(x, top - 26), (x + (x - middle) * 0.18, top + 120)], fill=shade(colour, 1.5), width=5)
    draw.rectangle([middle - wide * 0.96, top + 44, middle + wide * 0.96, top + 58], fill=rgb("#c9a86a"))


def bottle(picture: Image.Image, fill: str, colour: Colour, words: Words, rng: Random) -> None:
    """A bottle with a neck, a cork or a screw cap."""
    wide, middle, top = rng.randint(150, 190), SIZE / 2 + rng.randint(-60, 60), SIZE * rng.uniform(0.38, 0.46)
    neck = wide * rng.uniform(0.3, 0.42)
    rise = rng.randint(150, 230)
    soft_shadow(picture, (middle - wide * 1.2, BASE - 42, middle + wide * 1.6, BASE + 42))
    outline = [
        (middle - neck, top - rise),
        (middle + neck, top - rise),
        (middle + neck, top - 60),
        (middle + wide, top + 50),
        (middle + wide, BASE - 22),
        (middle + wide - 22, BASE),
        (middle - wide + 22, BASE),
        (middle - wide, BASE - 22),
        (middle - wide, top + 50),
        (middle - neck, top - 60),
    ]
    mask = shape_mask(lambda draw: draw.polygon(outline, fill=255))
    picture.paste(Image.new("RGB", (SIZE, SIZE), mix(colour, (235, 240, 236), 0.7)), (0, 0), mask)
    level = shape_mask(lambda draw: draw.rectangle([0, top - rise * 0.35, SIZE, SIZE], fill=255))
    content = FILLS[fill]((int(middle - wide), int(top - rise), int(middle + wide), int(BASE)), colour, rng)
    picture.paste(content, (0, 0), Image.composite(mask, Image.new("L", (SIZE, SIZE), 0), level))
    rounded_light(picture, mask, middle - wide, middle + wide)
    cap = rgb(rng.choice(["#b88a54", "#2b2622", "#c9a13f", "#e9e4d8"]))
    ImageDraw.Draw(picture).rounded_rectangle(
        (middle - neck * 1.15, top - rise - 46, middle + neck * 1.15, top - rise + 26), radius=12, fill=cap
    )
    _label(
        picture,
        (middle - wide * 0.92, top + 120, middle + wide * 0.92, top + 120 + (BASE - top - 150) * 0.8),
        words,
        rng,
    )


def box(picture: Image.Image, fill: str, colour: Colour, words: Words, rng: Random) -> None:
    """A cardboard box with a few pieces laid in front of it."""
    card = rgb(rng.choice(["#efe2c4", "#7d2f2a", "#2f4a43", "#d9b066", "#f4ece0", "#40506b"]))
    wide, tall = rng.randint(270, 330), rng.randint(420, 520)
    middle, top = SIZE / 2 - 30, BASE - tall - 50
    soft_shadow(picture, (middle - wide * 1.1, BASE - 90, middle + wide * 1.5, BASE + 20))
    draw = ImageDraw.Draw(picture)
    side = 90
    draw.polygon(
        [
            (middle + wide, top),
            (middle + wide + side, top - 50),
            (middle + wide + side, BASE - 110),
            (middle + wide, BASE - 50),
        ],
        fill=shade(card, 0.72),
    )
    draw.polygon(
        [
            (middle - wide, top),
            (middle - wide + side, top - 50),
            (middle + wide + side, top - 50),
            (middle + wide, top),
        ],
        fill=shade(card, 1.14),
    )
    front = (int(middle - wide), int(top), int(middle + wide), int(BASE - 50))
    picture.paste(
        gradient((front[2] - front[0], front[3] - front[1]), shade(card, 1.05), shade(card, 0.92)), front[:2]
    )
    draw = ImageDraw.Draw(picture)
    weave_band(draw, (front[0], front[1] + 22, front[2], front[1] + 66), shade(card, 0.8), shade(card, 1.2), rng)
    _label(picture, (front[0] + 56, front[1] + 100, front[2] - 56, front[3] - 70), words, rng)
    heap(picture, fill, colour, (middle - wide * 0.9, BASE - 60, middle - wide * 0.1, BASE + 56), rng)


def heap(
    picture: Image.Image, fill: str, colour: Colour, area: tuple[float, float, float, float], rng: Random
) -> None:
    """Put a small heap of the goods themselves on the table."""
    soft_shadow(picture, (area[0] - 10, area[3] - 40, area[2] + 20, area[3] + 20), blur=16, darkness=90)
    mask = shape_mask(
        lambda draw: draw.pieslice((area[0], area[1], area[2], area[3] + (area[3] - area[1])), 180, 360, fill=255)
    )
    picture.paste(FILLS[fill]((int(area[0]), int(area[1]), int(area[2]), int(area[3])), colour, rng), (0, 0), mask)


def sack(picture: Image.Image, fill: str, colour: Colour, words: Words, rng: Random) -> None:
    """An open sack of burlap, rim rolled, full to the top."""
    burlap = rgb(rng.choice(["#b79a6a", "#c7b083", "#a18457"]))
    wide, middle, top = rng.randint(270, 320), SIZE / 2 + rng.randint(-30, 30), SIZE * rng.uniform(0.36, 0.42)
    soft_shadow(picture, (middle - wide * 1.2, BASE - 50, middle + wide * 1.3, BASE + 50))
    outline = [
        (middle - wide * 0.86, top),
        (middle + wide * 0.86, top),
        (middle + wide * 1.06, BASE - 130),
        (middle + wide * 0.94, BASE),
        (middle - wide * 0.94, BASE),
        (middle - wide * 1.06, BASE - 130),
    ]
    mask = shape_mask(lambda draw: draw.polygon(outline, fill=255))
    cloth = Image.new("RGB", (SIZE, SIZE), burlap)
    draw = ImageDraw.Draw(cloth)
    for step in range(0, SIZE, 12):
        draw.line([(step, 0), (step, SIZE)], fill=shade(burlap, 0.86), width=3)
        draw.line([(0, step), (SIZE, step)], fill=shade(burlap, 1.12), width=2)
    picture.paste(cloth, (0, 0), mask)
    rounded_light(picture, mask, middle - wide * 1.06, middle + wide * 1.06)
    rim = (int(middle - wide * 0.9), int(top - 90), int(middle + wide * 0.9), int(top + 80))
    ImageDraw.Draw(picture).ellipse((rim[0] - 24, rim[1] - 10, rim[2] + 24, rim[3] + 26), fill=shade(burlap, 0.9))
    picture.paste(FILLS[fill](rim, colour, rng), (0, 0), shape_mask(lambda draw: draw.ellipse(rim, fill=255)))
    _label(picture, (middle - wide * 0.66, top + 150, middle + wide * 0.66, BASE - 110), words, rng)


def bowl(picture: Image.Image, fill: str, colour: Colour, words: Words, rng: Random) -> None:
    """A wooden bowl heaped with the goods, a paper tag leaning on it."""
    wood = rgb(rng.choice(["#6b4425", "#8a5c33", "#4d3524"]))
    wide, middle, top = rng.randint(350, 400), SIZE / 2, SIZE * 0.56
    soft_shadow(picture, (middle - wide, BASE - 46, middle + wide * 1.1, BASE + 46))
    crest = (int(middle - wide * 0.86), int(top - 210), int(middle + wide * 0.86), int(top + 210))
    picture.paste(
        FILLS[fill](crest, colour, rng), (0, 0), shape_mask(lambda draw: draw.pieslice(crest, 180, 360, fill=255))
    )
    mask = shape_mask(lambda draw: draw.pieslice((middle - wide, top - 330, middle + wide, BASE), 0, 180, fill=255))
    picture.paste(gradient((SIZE, SIZE), shade(wood, 1.3), shade(wood, 0.7)), (0, 0), mask)
    rounded_light(picture, mask, middle - wide, middle + wide)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((middle - wide, top - 42, middle + wide, top + 42), outline=shade(wood, 1.5), width=16)
    picture.paste(
        FILLS[fill](crest, colour, rng),
        (0, 0),
        shape_mask(
            lambda mask: mask.ellipse((middle - wide * 0.93, top - 34, middle + wide * 0.93, top + 34), fill=255)
        ),
    )
    _label(picture, (middle - 40, BASE - 190, middle + 330, BASE + 40), words, rng)


PACKS = {"pouch": pouch, "bag": bag, "jar": jar, "bottle": bottle, "box": box, "sack": sack, "bowl": bowl}
