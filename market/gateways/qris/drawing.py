"""A payload as a picture: SVG for the page, PNG to be saved and opened in a bank's app on the same phone."""

from __future__ import annotations

from io import BytesIO

import segno
from PIL import Image, ImageDraw, ImageFont

QUIET_ZONE = 4
"""Modules of white around the code; below four, some apps find nothing."""

SCALE = 10
MARGIN = 24
PAPER, INK = "white", "#1d2724"


def as_svg(payload: str) -> str:
    """Return the code as a data address of an SVG, dark on white by day and by night; our CSP allows it in `img`."""
    return str(_code(payload).svg_data_uri(border=QUIET_ZONE, dark="black", light="white", omitsize=True))


def as_png(payload: str, lines: list[str]) -> bytes:
    """Return the code as PNG with some lines of text above it, so that it can be told apart in a gallery."""
    code = _drawn(payload)
    fonts = [_font(28), *(_font(44) for _ in lines[1:])]
    heights = [int(font.size * 1.5) for font in fonts[: len(lines)]]
    sheet = Image.new("RGB", (code.width, code.height + sum(heights) + MARGIN), PAPER)
    pen, top = ImageDraw.Draw(sheet), MARGIN
    for line, font, height in zip(lines, fonts, heights, strict=False):
        pen.text((sheet.width // 2, top), _fitting(line, font, sheet.width - 2 * MARGIN), INK, font, anchor="ma")
        top += height
    sheet.paste(code, (0, top))
    out = BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return out.getvalue()


def _code(payload: str) -> segno.QRCode:
    return segno.make(payload, error="m", micro=False)


def _drawn(payload: str) -> Image.Image:
    out = BytesIO()
    _code(payload).save(out, kind="png", scale=SCALE, border=QUIET_ZONE)
    return Image.open(out).convert("RGB")


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.load_default(size)  # type: ignore[return-value]


def _fitting(line: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    while font.getlength(line) > width and len(line) > 4:
        line = f"{line[:-2].rstrip('…')}…"
    return line
