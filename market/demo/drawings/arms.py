"""A made-up emblem of a regency: a shield with a river, hills and the sun. Nobody's arms look like it."""

from __future__ import annotations

import io
from math import sin

from PIL import Image, ImageDraw

from market.demo.drawings.canvas import rgb

WIDE, HIGH, LARGER = 400, 480, 3
SKY, HILL, WATER, LIGHT, RIM = rgb("#f1e4c3"), rgb("#3f7d5a"), rgb("#1b4b73"), rgb("#d98f2b"), rgb("#fdfbf4")


def draw_arms() -> bytes:
    """Return a PNG that is clear around the shield; drawn large and scaled down, so that its edge is smooth."""
    wide, high = WIDE * LARGER, HIGH * LARGER
    field = Image.new("RGBA", (wide, high), SKY)
    draw = ImageDraw.Draw(field)
    draw.ellipse([wide * 0.34, high * 0.16, wide * 0.66, high * 0.43], fill=LIGHT)
    draw.polygon([(0, high * 0.56), (wide * 0.3, high * 0.3), (wide * 0.56, high * 0.58)], fill=HILL)
    draw.polygon([(wide * 0.4, high * 0.6), (wide * 0.74, high * 0.36), (wide, high * 0.56), (wide, high)], fill=HILL)
    draw.rectangle([0, high * 0.55, wide, high], fill=WATER)
    for row in (0.63, 0.72, 0.81):
        wave = [(x, high * row + sin(x / wide * 19) * high * 0.015) for x in range(wide)]
        draw.line(wave, fill=RIM, width=wide // 40)
    picture = Image.new("RGBA", (wide, high), (*RIM, 0))
    picture.paste(RIM, mask=_shield(wide, high, 0))
    picture.paste(field, mask=_shield(wide, high, wide // 25))
    kept = io.BytesIO()
    picture.resize((WIDE, HIGH), Image.Resampling.LANCZOS).save(kept, "PNG")
    return kept.getvalue()


def _shield(wide: int, high: int, rim: int) -> Image.Image:
    mask = Image.new("L", (wide, high))
    draw = ImageDraw.Draw(mask)
    left, top, right, middle = rim, rim, wide - rim, high * 0.55
    draw.rectangle([left, top, right, middle], fill=255)
    draw.pieslice([left, 2 * middle - high + rim, right, high - rim], 0, 180, fill=255)
    return mask
