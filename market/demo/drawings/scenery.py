"""Parts of a landscape: sky, hills, water, boats, houses on stilts, trees, birds."""

from __future__ import annotations

import math
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from market.demo.drawings.canvas import Colour, gradient, mix, rgb, shade

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


def birds(draw: ImageDraw.ImageDraw, rng: Random) -> None:
    """Let a few birds cross the sky."""
    x, y = rng.randint(200, WIDE - 400), rng.randint(90, 260)
    for index in range(rng.randint(0, 5)):
        bx, by, size = x + index * 46, y + (index % 3) * 24, rng.randint(12, 20)
        draw.arc([bx - size, by - size // 2, bx, by + size // 2], 190, 350, fill=(60, 60, 58), width=4)
        draw.arc([bx, by - size // 2, bx + size, by + size // 2], 190, 350, fill=(60, 60, 58), width=4)
