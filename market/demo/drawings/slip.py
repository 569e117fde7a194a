"""Photos of slips and stickers that prove a payment; each says that it is made up."""

from __future__ import annotations

from PIL import Image, ImageDraw

from market.demo.drawings.canvas import font, rgb
from market.demo.drawings.product import as_jpeg

WIDE, HIGH = 720, 1100
PAPER, INK, SOFT, GREEN = rgb("#fbfaf6"), rgb("#1f2a2c"), rgb("#6b7674"), rgb("#2f7d5b")


def draw_slip(*, title: str, rows: list[tuple[str, str]]) -> bytes:
    """Return a JPEG of a slip as a bank's app shows it: a tick, a title, and rows of what and how much."""
    picture = Image.new("RGB", (WIDE, HIGH), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle([0, 0, WIDE, 150], fill=GREEN)
    draw.text((40, 52), "SIMULASI · bukan bukti sungguhan", fill=PAPER, font=font(36))
    draw.ellipse([310, 200, 410, 300], fill=GREEN)
    draw.line([(335, 252), (355, 274), (388, 228)], fill=PAPER, width=10)
    draw.text((WIDE / 2, 350), title, fill=INK, font=font(44), anchor="mm")
    for index, (name, value) in enumerate(rows):
        y = 450 + index * 120
        draw.text((40, y), name, fill=SOFT, font=font(30))
        draw.text((40, y + 40), value, fill=INK, font=font(38))
        draw.line([(40, y + 100), (WIDE - 40, y + 100)], fill=rgb("#dcd9cf"), width=2)
    return as_jpeg(picture)
