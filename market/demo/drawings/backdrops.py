"""Where the goods stand: a wall or cloth behind, a table of planks, a mat or leaves below."""

from __future__ import annotations

import math
from random import Random

from PIL import Image, ImageDraw

from market.demo.drawings.canvas import SIZE, Colour, gradient, mix, rgb, shade, weave_band

WALLS = [
    ("#f3e9d8", "#dcc9a8"),
    ("#dfe7dc", "#a9bfa9"),
    ("#e8ddd2", "#c9a98f"),
    ("#d9e4e6", "#96b3b8"),
    ("#efe2cf", "#d9b48a"),
    ("#e3e0ef", "#aaa6c4"),
    ("#f0dfd6", "#d49f86"),
    ("#dce6cf", "#93aa74"),
]
WOODS = ["#8a5a34", "#a8744a", "#6f4527", "#b98a5c", "#5f4331", "#94704c"]
TABLE = 0.66


def setting(rng: Random) -> Image.Image:
    """Return an empty scene: wall above, table below, one of several grounds on the table."""
    top, bottom = (rgb(text) for text in rng.choice(WALLS))
    picture = gradient((SIZE, SIZE), top, bottom)
    draw = ImageDraw.Draw(picture)
    backdrop = rng.choice([plain, light_window, woven_wall, leaves_behind, arches])
    backdrop(picture, draw, bottom, rng)
    table(picture, rgb(rng.choice(WOODS)), rng)
    rng.choice([bare, mat, banana_leaf, cloth])(ImageDraw.Draw(picture), rng)
    return picture


def plain(picture: Image.Image, draw: ImageDraw.ImageDraw, tint: Colour, rng: Random) -> None:
    pass


def light_window(picture: Image.Image, draw: ImageDraw.ImageDraw, tint: Colour, rng: Random) -> None:
    """Let the afternoon fall through a window onto the wall."""
    lit = mix(tint, (255, 250, 232), 0.55)
    x = rng.randint(80, 700)
    for column in range(2):
        for row in range(2):
            left, top = x + column * 190 + row * 24, 60 + row * 240
            draw.polygon(
                [(left, top), (left + 165, top + 18), (left + 190, top + 235), (left + 25, top + 215)], fill=lit
            )


def woven_wall(picture: Image.Image, draw: ImageDraw.ImageDraw, tint: Colour, rng: Random) -> None:
    """Cover the wall with split-bamboo weaving."""
    dark, light = shade(tint, 0.93), shade(tint, 1.06)
    cell = rng.choice([44, 56, 70])
    for row in range(0, SIZE, cell):
        for column in range(0, SIZE, cell):
            upright = (row // cell + column // cell) % 2
            draw.rectangle([column + 2, row + 2, column + cell - 3, row + cell - 3], fill=light if upright else dark)


def leaves_behind(picture: Image.Image, draw: ImageDraw.ImageDraw, tint: Colour, rng: Random) -> None:
    """Let big leaves reach in from the sides."""
    green = mix(tint, rgb("#3f6b46"), 0.5)
    for _ in range(rng.randint(5, 8)):
        side = rng.choice([-1, 1])
        root = (rng.randint(-60, 160) if side > 0 else SIZE - rng.randint(-60, 160), rng.randint(80, 760))
        leaf(
            draw,
            root,
            angle=rng.uniform(-1.1, 0.4) if side > 0 else math.pi - rng.uniform(-1.1, 0.4),
            length=rng.randint(260, 460),
            colour=shade(green, rng.uniform(0.85, 1.2)),
        )


def arches(picture: Image.Image, draw: ImageDraw.ImageDraw, tint: Colour, rng: Random) -> None:
    """Hang a band of weaving high on the wall."""
    y = rng.randint(90, 200)
    weave_band(draw, (0, y, SIZE, y + 70), shade(tint, 0.82), shade(tint, 1.12), rng)


def leaf(
    draw: ImageDraw.ImageDraw,
    root: tuple[float, float],
    *,
    angle: float,
    length: float,
    colour: Colour,
    fat: float = 0.2,
) -> None:
    """Draw one leaf with its rib."""
    left, right = [], []
    for step in range(21):
        along = step / 20
        half = math.sin(math.pi * along) ** 0.8 * length * fat
        x, y = root[0] + math.cos(angle) * length * along, root[1] + math.sin(angle) * length * along
        left.append((x - math.sin(angle) * half, y + math.cos(angle) * half))
        right.append((x + math.sin(angle) * half, y - math.cos(angle) * half))
    draw.polygon(left + right[::-1], fill=colour)
    draw.line(
        [root, (root[0] + math.cos(angle) * length, root[1] + math.sin(angle) * length)],
        fill=shade(colour, 1.3),
        width=4,
    )


def table(picture: Image.Image, wood: Colour, rng: Random) -> None:
    """Lay planks over the lower third."""
    edge = int(SIZE * TABLE)
    picture.paste(gradient((SIZE, SIZE - edge), shade(wood, 1.15), shade(wood, 0.75)), (0, edge))
    draw = ImageDraw.Draw(picture)
    draw.rectangle([0, edge, SIZE, edge + 6], fill=shade(wood, 1.35))
    y = float(edge)
    gap = 40.0
    while y < SIZE:
        y += gap
        gap *= 1.35
        draw.line([(0, y), (SIZE, y)], fill=shade(wood, 0.62), width=4)
    for _ in range(26):
        x, level = rng.randint(0, SIZE), rng.randint(edge + 12, SIZE)
        draw.line(
            [(x, level), (x + rng.randint(60, 260), level + rng.randint(-3, 3))],
            fill=shade(wood, rng.uniform(0.72, 0.95)),
            width=2,
        )


def bare(draw: ImageDraw.ImageDraw, rng: Random) -> None:
    pass


def mat(draw: ImageDraw.ImageDraw, rng: Random) -> None:
    """Spread a rattan mat in perspective."""
    straw = rgb(rng.choice(["#d9b77c", "#c99b5c", "#e0c79a"]))
    top, bottom = SIZE * 0.76, SIZE * 0.97
    draw.polygon([(190, top), (SIZE - 190, top), (SIZE - 60, bottom), (60, bottom)], fill=straw)
    for index in range(1, 22):
        share = index / 22
        draw.line(
            [(190 + (SIZE - 380) * share, top), (60 + (SIZE - 120) * share, bottom)], fill=shade(straw, 0.78), width=3
        )
    for index in range(9):
        y = top + (bottom - top) * (index / 9) ** 1.2
        spread = 130 * (y - top) / (bottom - top)
        draw.line(
            [(190 - spread, y), (SIZE - 190 + spread, y)], fill=shade(straw, 0.7 if index % 2 else 0.88), width=4
        )


def banana_leaf(draw: ImageDraw.ImageDraw, rng: Random) -> None:
    """Lay two banana leaves under the goods."""
    for angle in (rng.uniform(-0.22, -0.05), math.pi + rng.uniform(-0.02, 0.16)):
        leaf(
            draw,
            (SIZE / 2, SIZE * 0.87),
            angle=angle,
            length=560,
            colour=rgb(rng.choice(["#4d7c3a", "#5d8f45", "#3f6e3c"])),
            fat=0.16,
        )


def cloth(draw: ImageDraw.ImageDraw, rng: Random) -> None:
    """Spread a striped cloth."""
    colour = rgb(rng.choice(["#7d2f2a", "#2f4a5f", "#6a5a2a", "#38563f"]))
    top, bottom = SIZE * 0.78, SIZE * 0.98
    draw.polygon([(150, top), (SIZE - 150, top), (SIZE - 40, bottom), (40, bottom)], fill=colour)
    for share in (0.12, 0.2, 0.8, 0.88):
        y = top + (bottom - top) * share
        spread = 110 * share
        weave_band(
            draw,
            (150 - spread + 12, y - 9, SIZE - 150 + spread - 12, y + 9),
            shade(colour, 0.75),
            shade(colour, 2.0),
            rng,
        )
