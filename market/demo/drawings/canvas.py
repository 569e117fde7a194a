"""Brushes: gradients, soft shadows, woven bands and labels, on a canvas drawn large and scaled down."""

from __future__ import annotations

import colorsys
from functools import lru_cache
from random import Random

from PIL import Image, ImageDraw, ImageFilter, ImageFont

SIZE = 1280
"""Side of the square canvas in pixels before it is scaled down."""

Colour = tuple[int, int, int]


def rgb(text: str) -> Colour:
    """Return #rrggbb as three numbers."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def shade(colour: Colour, factor: float) -> Colour:
    """Return the colour darker (factor below 1) or lighter (above 1)."""
    hue, light, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    red, green, blue = colorsys.hls_to_rgb(hue, min(1.0, light * factor), saturation)
    return round(red * 255), round(green * 255), round(blue * 255)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Return `one` with `share` (0–1) of `other` in it."""
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))  # type: ignore[return-value]


def gradient(size: tuple[int, int], top: Colour, bottom: Colour, *, sideways: bool = False) -> Image.Image:
    """Return a picture that runs from one colour to the other."""
    ramp = Image.linear_gradient("L")
    if sideways:
        ramp = ramp.rotate(90)
    return Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), ramp.resize(size))


def grain(picture: Image.Image, strength: int, rng: Random) -> Image.Image:
    """Return the picture with a little paper grain, so that flat colour does not look like plastic."""
    seedless = Image.effect_noise((320, 320), strength).resize(picture.size, Image.Resampling.BILINEAR)
    if rng.random() < 0.5:
        seedless = seedless.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return Image.blend(picture, Image.merge("RGB", [seedless] * 3), 0.06)


def soft_shadow(
    picture: Image.Image, box: tuple[float, float, float, float], *, blur: int = 26, darkness: int = 120
) -> None:
    """Lay the shadow of something that stands in `box` on the picture."""
    scale = 4
    mask = Image.new("L", (SIZE // scale, SIZE // scale), 0)
    ImageDraw.Draw(mask).ellipse([part / scale for part in box], fill=darkness)
    mask = mask.filter(ImageFilter.GaussianBlur(blur / scale)).resize((SIZE, SIZE))
    picture.paste(Image.new("RGB", (SIZE, SIZE), (30, 22, 16)), (0, 0), mask)


def shape_mask(draw_shape: object) -> Image.Image:
    """Return a mask of the canvas's size on which `draw_shape(draw)` has painted with 255."""
    mask = Image.new("L", (SIZE, SIZE), 0)
    draw_shape(ImageDraw.Draw(mask))  # type: ignore[operator]
    return mask


def rounded_light(picture: Image.Image, mask: Image.Image, left: float, right: float) -> None:
    """Give what the mask covers a round body: darker at both sides, a streak of light on the left."""
    width = max(1, int(right - left))
    body = Image.new("L", (64, 1))
    for x in range(64):
        edge = abs(x / 63 - 0.42) / 0.58
        body.putpixel((x, 0), int(150 * min(1.0, edge) ** 2.4))
    band = Image.new("L", (SIZE, SIZE), 0)
    band.paste(body.resize((width, SIZE), Image.Resampling.BILINEAR), (int(left), 0))
    dark = Image.composite(band, Image.new("L", (SIZE, SIZE), 0), mask)
    picture.paste(Image.new("RGB", (SIZE, SIZE), (32, 20, 12)), (0, 0), dark)
    streak = Image.new("L", (SIZE, SIZE), 0)
    start = left + width * 0.2
    ImageDraw.Draw(streak).rectangle([start, 0, start + width * 0.055, SIZE], fill=110)
    streak = streak.resize((SIZE // 4, SIZE // 4)).filter(ImageFilter.GaussianBlur(5)).resize((SIZE, SIZE))
    picture.paste(
        Image.new("RGB", (SIZE, SIZE), "white"), (0, 0), Image.composite(streak, Image.new("L", (SIZE, SIZE), 0), mask)
    )


@lru_cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """Return the typeface that comes with Pillow at this height in pixels."""
    return ImageFont.load_default(size)  # type: ignore[return-value]


def wrapped(words: str, width: float, size: int) -> list[str]:
    """Return the words broken into lines that are at most `width` pixels long."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font(size).getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def label(
    picture: Image.Image,
    box: tuple[float, float, float, float],
    words: str,
    small: str,
    *,
    paper: Colour,
    ink: Colour,
    rng: Random,
) -> None:
    """Glue a paper label with the goods' name and a woven band into `box`."""
    left, top, right, bottom = box
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle(box, radius=14, fill=paper)
    height, width = bottom - top, right - left
    band = height * 0.16
    weave_band(draw, (left, top, right, top + band), ink, shade(ink, 1.55), rng)
    weave_band(draw, (left, bottom - band * 0.6, right, bottom), ink, shade(ink, 1.55), rng)
    size = 64
    while size > 26 and (
        len(wrapped(words, width * 0.86, size)) * size * 1.12 > height * 0.46
        or max(font(size).getlength(line) for line in wrapped(words, width * 0.86, size)) > width * 0.9
    ):
        size -= 4
    y = top + band + height * 0.08
    middle = (left + right) / 2
    for line in wrapped(words, width * 0.86, size):
        draw.text((middle, y), line, font=font(size), fill=ink, anchor="ma", stroke_width=1, stroke_fill=ink)
        y += size * 1.12
    draw.text((middle, bottom - band * 0.6 - 34), small, font=font(24), fill=shade(ink, 1.25), anchor="ma")


def weave_band(
    draw: ImageDraw.ImageDraw, box: tuple[float, float, float, float], dark: Colour, light: Colour, rng: Random
) -> None:
    """Draw a band of the diamonds and hooks that mats and shields of the region carry."""
    left, top, right, bottom = box
    draw.rectangle(box, fill=dark)
    height = bottom - top
    step = max(12.0, height * rng.choice([0.9, 1.2, 1.6]))
    x = left
    while x + step <= right + 1:
        middle, level = x + step / 2, (top + bottom) / 2
        half, rise = step * 0.42, height * 0.34
        draw.polygon(
            [(middle - half, level), (middle, level - rise), (middle + half, level), (middle, level + rise)],
            fill=light,
        )
        draw.polygon(
            [
                (middle - half / 2, level),
                (middle, level - rise / 2),
                (middle + half / 2, level),
                (middle, level + rise / 2),
            ],
            fill=dark,
        )
        x += step
