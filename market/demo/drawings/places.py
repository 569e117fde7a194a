"""The country itself for stories and places: river, lake, forest, longhouse, jetty, waterfall, workshop."""

from __future__ import annotations

from random import Random

from PIL import Image, ImageDraw

from market.demo.drawings.canvas import Colour, gradient, grain, mix, rgb, shade, weave_band
from market.demo.drawings.product import as_jpeg
from market.demo.drawings.scenery import (
    GREENS,
    HIGH,
    SKIES,
    WIDE,
    bank,
    birds,
    boat,
    hills,
    house,
    ridge,
    sun,
    tree,
    water,
)


def draw_place(*, kind: str, seed: str) -> bytes:
    """Return a JPEG of 1600 × 1000 pixels; the same seed gives the same picture.

    `kind` is one of river, lake, village, forest, waterfall, longhouse, workshop.
    """
    rng = Random(seed)  # noqa: S311
    top, bottom = (rgb(text) for text in rng.choice(SKIES))
    picture = gradient((WIDE, HIGH), top, bottom)
    draw = ImageDraw.Draw(picture)
    sun(picture, bottom, rng)
    hills(draw, bottom, rng)
    SCENES[kind](picture, bottom, rng)
    if kind != "workshop":
        birds(ImageDraw.Draw(picture), rng)
    return as_jpeg(grain(picture, 40, rng))


def river(picture: Image.Image, sky: Colour, rng: Random) -> None:
    water(picture, 640, sky, rng)
    draw = ImageDraw.Draw(picture)
    bank(draw, 650, rng)
    for _ in range(12):
        tree(draw, (rng.randint(0, WIDE), 655), rng.randint(110, 220), rng)
    for _ in range(rng.randint(2, 3)):
        house(draw, (rng.randint(150, WIDE - 150), 640), rng.randint(130, 190), rng)
    boat(draw, (rng.randint(350, WIDE - 350), rng.randint(790, 880)), rng.randint(360, 480), rng)
    boat(draw, (rng.randint(250, WIDE - 250), rng.randint(700, 740)), rng.randint(150, 210), rng)


def lake(picture: Image.Image, sky: Colour, rng: Random) -> None:
    water(picture, 600, sky, rng)
    draw = ImageDraw.Draw(picture)
    for _ in range(9):
        tree(draw, (rng.randint(0, WIDE), 612), rng.randint(70, 140), rng)
    for index in range(rng.randint(5, 8)):
        x = 120 + index * 210 + rng.randint(-40, 40)
        draw.line([(x, 690), (x, 800)], fill=rgb("#4a3826"), width=7)
        draw.line([(x, 712), (x + 210, 712 + rng.randint(-6, 6))], fill=rgb("#d8cdb4"), width=3)
    boat(draw, (rng.randint(420, 1180), 870), 480, rng)
    for _ in range(7):
        x, y = rng.randint(0, WIDE), rng.randint(880, 985)
        draw.ellipse([x - 60, y - 13, x + 60, y + 13], fill=shade(rgb("#4d7c3a"), rng.uniform(0.8, 1.2)))


def village(picture: Image.Image, sky: Colour, rng: Random) -> None:
    water(picture, 730, sky, rng)
    draw = ImageDraw.Draw(picture)
    bank(draw, 735, rng)
    for _ in range(9):
        tree(draw, (rng.randint(0, WIDE), 700), rng.randint(200, 330), rng)
    for index in range(5):
        house(draw, (170 + index * 320 + rng.randint(-40, 40), 705 + rng.randint(-14, 14)), rng.randint(210, 270), rng)
    draw.polygon([(0, 800), (WIDE, 786), (WIDE, 808), (0, 826)], fill=rgb("#8a6a48"))
    for x in range(30, WIDE, 92):
        draw.line([(x, 800), (x, 880)], fill=rgb("#4e3a28"), width=11)
    boat(draw, (rng.randint(400, 1200), 915), 440, rng)


def forest(picture: Image.Image, sky: Colour, rng: Random) -> None:
    draw = ImageDraw.Draw(picture)
    ground = shade(rgb(rng.choice(GREENS)), 0.8)
    draw.polygon([(0, HIGH), *ridge(rng, 760, 80), (WIDE, HIGH)], fill=ground)
    for layer in range(3):
        for _ in range(9):
            tree(draw, (rng.randint(0, WIDE), 720 + layer * 90), rng.randint(280, 420) + layer * 70, rng)
    draw.polygon([(WIDE * 0.42, HIGH), (WIDE * 0.6, HIGH), (WIDE * 0.53, 800), (WIDE * 0.5, 800)], fill=rgb("#a98a5c"))


def waterfall(picture: Image.Image, sky: Colour, rng: Random) -> None:
    draw = ImageDraw.Draw(picture)
    rock = rgb(rng.choice(["#57534b", "#5e6660", "#6b5d50"]))
    draw.polygon(
        [(0, HIGH), (0, 300), (520, 330), (650, 420), (980, 410), (1100, 320), (WIDE, 280), (WIDE, HIGH)], fill=rock
    )
    for _ in range(60):
        x, y = rng.randint(0, WIDE), rng.randint(420, HIGH)
        draw.polygon(
            [
                (x, y),
                (x + rng.randint(60, 170), y + rng.randint(-20, 30)),
                (x + rng.randint(20, 120), y + rng.randint(40, 90)),
            ],
            fill=shade(rock, rng.uniform(0.78, 1.2)),
        )
    for strand in range(26):
        x = 660 + strand * 12 + rng.randint(-6, 6)
        draw.line(
            [(x, 414), (x + rng.randint(-30, 30), 850)],
            fill=mix((240, 248, 246), rock, rng.uniform(0.0, 0.4)),
            width=rng.randint(6, 16),
        )
    draw.ellipse([330, 810, 1290, 1050], fill=mix(rgb("#4f8a88"), sky, 0.2))
    for _ in range(26):
        x, y = rng.randint(560, 1060), rng.randint(815, 880)
        draw.ellipse([x - 40, y - 12, x + 40, y + 12], fill=(236, 244, 240))
    for x in (60, 190, 1380, 1520):
        tree(draw, (x, 420 + rng.randint(0, 60)), rng.randint(260, 380), rng)


def longhouse(picture: Image.Image, sky: Colour, rng: Random) -> None:
    draw = ImageDraw.Draw(picture)
    draw.polygon([(0, HIGH), *ridge(rng, 770, 26), (WIDE, HIGH)], fill=shade(rgb("#8a9a5b"), rng.uniform(0.85, 1.05)))
    for x in range(40, WIDE, 190):
        tree(draw, (x + rng.randint(-50, 50), 740), rng.randint(240, 360), rng)
    wall, roof = rgb(rng.choice(["#7d5233", "#95663e", "#6b4a33"])), rgb(rng.choice(["#4a3a30", "#5b4a3c"]))
    draw.polygon([(60, 560), (WIDE - 60, 560), (WIDE - 170, 380), (170, 380)], fill=roof)
    for x in range(100, WIDE - 60, 34):
        draw.line([(x, 560), (170 + (x - 60) * (WIDE - 340) / (WIDE - 120), 380)], fill=shade(roof, 0.8), width=3)
    draw.rectangle([130, 560, WIDE - 130, 700], fill=wall)
    weave_band(draw, (130, 572, WIDE - 130, 616), rgb("#26201b"), rgb("#e9c46a"), rng)
    for x in range(180, WIDE - 160, 150):
        draw.rectangle([x, 636, x + 70, 700], fill=shade(wall, 0.5))
    for x in range(140, WIDE - 120, 86):
        draw.line([(x, 700), (x, 812)], fill=shade(wall, 0.5), width=13)
    draw.polygon([(730, 700), (790, 700), (700, 850), (630, 850)], fill=shade(wall, 0.8))
    for x in (90, WIDE - 90):
        draw.rectangle([x - 20, 520, x + 20, 840], fill=rgb("#5b3226"))
        for y in range(540, 830, 58):
            draw.ellipse([x - 17, y, x + 17, y + 40], fill=rgb("#e9c46a" if y % 116 else "#c8553d"))


def workshop(picture: Image.Image, sky: Colour, rng: Random) -> None:
    wall = mix(rgb(rng.choice(["#a8744a", "#8a6a48", "#b98f63"])), sky, 0.12)
    picture.paste(gradient((WIDE, HIGH), shade(wall, 1.12), shade(wall, 0.8)), (0, 0))
    draw = ImageDraw.Draw(picture)
    for y in range(0, 720, 72):
        draw.line([(0, y), (WIDE, y)], fill=shade(wall, 0.82), width=4)
    left = rng.randint(120, 760)
    window = gradient((560, 340), *(rgb(text) for text in rng.choice(SKIES)))
    view = ImageDraw.Draw(window)
    view.polygon([(0, 340), (0, 220), (180, 170), (330, 230), (560, 150), (560, 340)], fill=rgb(rng.choice(GREENS)))
    picture.paste(window, (left, 110))
    draw = ImageDraw.Draw(picture)
    draw.rectangle([left, 110, left + 560, 450], outline=shade(wall, 0.5), width=18)
    draw.line([(left + 280, 110), (left + 280, 450)], fill=shade(wall, 0.5), width=12)
    draw.rectangle([0, 700, WIDE, HIGH], fill=shade(wall, 0.62))
    draw.rectangle([0, 640, WIDE, 712], fill=shade(wall, 0.9))
    for index in range(8):
        x, colour = (
            90 + index * 200 + rng.randint(-20, 20),
            rgb(rng.choice(["#b98346", "#7d4a22", "#c8553d", "#d9b77c", "#3d6b4b", "#e0a92e"])),
        )
        if index % 3 == 0:
            draw.polygon([(x - 70, 640), (x + 70, 640), (x + 92, 520), (x - 92, 520)], fill=colour)
            weave_band(draw, (x - 84, 556, x + 84, 600), shade(colour, 0.6), shade(colour, 1.3), rng)
        else:
            draw.rounded_rectangle([x - 52, 480, x + 52, 640], radius=24, fill=colour)
            draw.rectangle([x - 42, 454, x + 42, 486], fill=shade(colour, 0.5))
            draw.rectangle([x - 40, 536, x + 40, 600], fill=rgb("#f6ecd6"))
    for _ in range(3):
        x = rng.randint(120, WIDE - 120)
        draw.line([(x, 0), (x, 90)], fill=shade(wall, 0.4), width=5)
        draw.polygon([(x - 70, 150), (x + 70, 150), (x, 84)], fill=rgb("#d9b77c"))


SCENES = {
    "river": river,
    "lake": lake,
    "village": village,
    "forest": forest,
    "waterfall": waterfall,
    "longhouse": longhouse,
    "workshop": workshop,
}
