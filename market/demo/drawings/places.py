"""The country itself for stories and places: river, lake, forest, longhouse, jetty, waterfall, workshop."""

from __future__ import annotations

import math
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from market.demo.drawings.canvas import Colour, gradient, grain, mix, rgb, shade, weave_band
from market.demo.drawings.product import as_jpeg

WIDE, HIGH = 1600, 1000
SKIES = [
    ("#f6c9a0", "#fbeed8"),
    ("#9cc7d8", "#eef4ee"),
    ("#e8a98a", "#f7dfc0"),
    ("#b7c9c0", "#f3efe0"),
    ("#7fa7b8", "#f5e6cf"),
    ("#d8b7c4", "#faeddd"),
]
GREENS = ["#2f5a43", "#3d6b4b", "#285247", "#4a7548"]


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


def sun(picture: Image.Image, glow: Colour, rng: Random) -> None:
    """Hang a low sun with its haze."""
    x, y, r = rng.randint(260, WIDE - 260), rng.randint(150, 330), rng.randint(60, 90)
    haze = Image.new("L", (WIDE // 4, HIGH // 4), 0)
    ImageDraw.Draw(haze).ellipse(
        [(x - r * 2.4) / 4, (y - r * 2.4) / 4, (x + r * 2.4) / 4, (y + r * 2.4) / 4], fill=150
    )
    picture.paste(
        mix(glow, (255, 250, 225), 0.7), (0, 0), haze.filter(ImageFilter.GaussianBlur(18)).resize((WIDE, HIGH))
    )
    ImageDraw.Draw(picture).ellipse([x - r, y - r, x + r, y + r], fill=mix((255, 246, 214), glow, 0.15))


def ridge(rng: Random, level: float, rise: float) -> list[tuple[float, float]]:
    """Return the points of a hill line from left to right."""
    waves = [
        (rng.uniform(0.5, 1.4), rng.uniform(0, 7), rise),
        (rng.uniform(2, 4), rng.uniform(0, 7), rise * 0.35),
        (rng.uniform(9, 14), rng.uniform(0, 7), rise * 0.08),
    ]
    return [
        (
            x,
            level
            - sum(high * (math.sin(x / WIDE * math.tau * often + start) * 0.5 + 0.5) for often, start, high in waves),
        )
        for x in range(0, WIDE + 20, 20)
    ]


def hills(draw: ImageDraw.ImageDraw, sky: Colour, rng: Random) -> None:
    """Stack three ridges that grow darker as they come near."""
    green = rgb(rng.choice(GREENS))
    for index, level in enumerate((470, 540, 610)):
        points = ridge(rng, level, 170 - index * 35)
        draw.polygon([(0, HIGH), *points, (WIDE, HIGH)], fill=mix(green, sky, 0.68 - index * 0.24))


def water(picture: Image.Image, level: int, sky: Colour, rng: Random) -> None:
    """Fill below `level` with water that carries the sky and a few ripples."""
    tint = mix(rgb(rng.choice(["#8a7a55", "#5d7f7b", "#4d6d74", "#94845f"])), sky, 0.3)
    picture.paste(gradient((WIDE, HIGH - level), mix(tint, sky, 0.45), shade(tint, 0.75)), (0, level))
    draw = ImageDraw.Draw(picture)
    for _ in range(70):
        y = level + (HIGH - level) * rng.random() ** 0.7
        x, long = rng.randint(-80, WIDE), rng.randint(40, 220) * (y - level + 120) / 400
        draw.line([(x, y), (x + long, y)], fill=shade(tint, rng.choice([0.82, 1.25])), width=3)


def boat(draw: ImageDraw.ImageDraw, at: tuple[float, float], long: float, rng: Random) -> None:
    """Draw a ketinting: a long low boat with one or two people."""
    x, y = at
    hull = rgb(rng.choice(["#5a3a24", "#7c2f24", "#2c4a45", "#3b3a36"]))
    draw.polygon(
        [
            (x - long * 0.62, y - long * 0.1),
            (x - long * 0.48, y + long * 0.055),
            (x + long * 0.45, y + long * 0.055),
            (x + long * 0.6, y - long * 0.13),
            (x + long * 0.42, y - long * 0.02),
            (x - long * 0.45, y - long * 0.02),
        ],
        fill=hull,
    )
    draw.line(
        [
            (x - long * 0.6, y - long * 0.09),
            (x - long * 0.45, y - long * 0.02),
            (x + long * 0.43, y - long * 0.02),
            (x + long * 0.59, y - long * 0.12),
        ],
        fill=shade(hull, 1.7),
        width=4,
    )
    for place in rng.sample([-0.3, -0.05, 0.2], rng.randint(1, 2)):
        px, size = x + long * place, long * 0.1
        draw.polygon(
            [
                (px - size * 0.45, y - long * 0.02),
                (px + size * 0.45, y - long * 0.02),
                (px + size * 0.25, y - size * 1.2),
                (px - size * 0.25, y - size * 1.2),
            ],
            fill=rgb(rng.choice(["#c8553d", "#e0a92e", "#2d6a6b", "#efe3c8"])),
        )
        draw.ellipse([px - size * 0.22, y - size * 1.62, px + size * 0.22, y - size * 1.16], fill=rgb("#7a4f35"))
        draw.polygon(
            [(px - size * 0.6, y - size * 1.45), (px + size * 0.6, y - size * 1.45), (px, y - size * 1.95)],
            fill=rgb("#d9b77c"),
        )
    draw.line([(x - long * 0.5, y + long * 0.075), (x + long * 0.5, y + long * 0.075)], fill=shade(hull, 0.5), width=3)


def house(draw: ImageDraw.ImageDraw, at: tuple[float, float], wide: float, rng: Random) -> None:
    """Draw a house on stilts."""
    x, y = at
    wall = rgb(rng.choice(["#a8744a", "#c2a27a", "#7d9a8c", "#d8c39a", "#8a5a3c", "#b9c4b4"]))
    roof = rgb(rng.choice(["#5b3226", "#7a6a58", "#8c3b2e", "#4a4f52"]))
    tall = wide * 0.44
    for place in (-0.44, -0.16, 0.16, 0.44):
        draw.line(
            [(x + wide * place, y - 4), (x + wide * place, y + wide * 0.3)],
            fill=shade(wall, 0.45),
            width=max(4, int(wide * 0.03)),
        )
    draw.rectangle([x - wide / 2, y - tall, x + wide / 2, y], fill=wall)
    for line in range(1, 5):
        draw.line(
            [(x - wide / 2, y - tall * line / 5), (x + wide / 2, y - tall * line / 5)], fill=shade(wall, 0.86), width=2
        )
    draw.polygon(
        [
            (x - wide * 0.64, y - tall),
            (x + wide * 0.64, y - tall),
            (x + wide * 0.4, y - tall * 1.85),
            (x - wide * 0.4, y - tall * 1.85),
        ],
        fill=roof,
    )
    draw.line([(x - wide * 0.42, y - tall * 1.87), (x + wide * 0.42, y - tall * 1.87)], fill=shade(roof, 1.5), width=5)
    draw.rectangle([x - wide * 0.08, y - tall * 0.72, x + wide * 0.08, y], fill=shade(wall, 0.5))
    for place in (-0.32, 0.22):
        draw.rectangle(
            [x + wide * place, y - tall * 0.72, x + wide * (place + 0.14), y - tall * 0.32],
            fill=rgb(rng.choice(["#f5dfa0", "#3a4442", "#f0e9d2"])),
        )


def tree(draw: ImageDraw.ImageDraw, at: tuple[float, float], tall: float, rng: Random) -> None:
    """Draw a tree: a palm or a broad crown."""
    x, y = at
    green = rgb(rng.choice(GREENS))
    if rng.random() < 0.4:
        head = (x + rng.uniform(-0.12, 0.12) * tall, y - tall)
        draw.line([(x, y), head], fill=rgb("#5b4630"), width=max(5, int(tall * 0.035)))
        for index in range(9):
            angle = math.pi + index / 8 * math.pi + rng.uniform(-0.1, 0.1)
            tip = (head[0] + math.cos(angle) * tall * 0.42, head[1] + math.sin(angle) * tall * 0.26 + tall * 0.1)
            bend = ((head[0] + tip[0]) / 2, min(head[1], tip[1]) - tall * 0.07)
            draw.polygon([head, bend, tip, (bend[0], bend[1] + tall * 0.05)], fill=shade(green, rng.uniform(0.9, 1.3)))
        return
    draw.line([(x, y), (x, y - tall * 0.6)], fill=rgb("#4a3826"), width=max(6, int(tall * 0.05)))
    for _ in range(9):
        cx, cy, r = (
            x + rng.uniform(-0.26, 0.26) * tall,
            y - tall * rng.uniform(0.5, 0.92),
            tall * rng.uniform(0.12, 0.2),
        )
        draw.ellipse([cx - r, cy - r * 0.85, cx + r, cy + r * 0.85], fill=shade(green, rng.uniform(0.85, 1.25)))


def bank(draw: ImageDraw.ImageDraw, level: float, rng: Random) -> None:
    """Draw a green bank whose lower edge meets the water."""
    points = ridge(rng, level - 6, 34)
    draw.polygon([(0, level + 26), *points, (WIDE, level + 26)], fill=shade(rgb(rng.choice(GREENS)), 0.95))


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
    for index in range(3):
        x = rng.randint(120, WIDE - 120)
        draw.line([(x, 0), (x, 90)], fill=shade(wall, 0.4), width=5)
        draw.polygon([(x - 70, 150), (x + 70, 150), (x, 84)], fill=rgb("#d9b77c"))


def birds(draw: ImageDraw.ImageDraw, rng: Random) -> None:
    """Let a few birds cross the sky."""
    x, y = rng.randint(200, WIDE - 400), rng.randint(90, 260)
    for index in range(rng.randint(0, 5)):
        bx, by, size = x + index * 46, y + (index % 3) * 24, rng.randint(12, 20)
        draw.arc([bx - size, by - size // 2, bx, by + size // 2], 190, 350, fill=(60, 60, 58), width=4)
        draw.arc([bx, by - size // 2, bx + size, by + size // 2], 190, 350, fill=(60, 60, 58), width=4)


SCENES = {
    "river": river,
    "lake": lake,
    "village": village,
    "forest": forest,
    "waterfall": waterfall,
    "longhouse": longhouse,
    "workshop": workshop,
}
