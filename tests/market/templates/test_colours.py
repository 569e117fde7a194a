"""Words can be read on what they stand on, by day and by night (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from market.settings.base import ROOT

CSS = (ROOT / "static" / "css" / "tokens.css").read_text()


def day_and_night(css: str) -> list[dict[str, str]]:
    parts = css.split("@media (prefers-color-scheme: dark)")
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part)) for part in parts]


DAY, NIGHT = day_and_night(CSS)
THEMES = sorted((ROOT / "static" / "css" / "colours").glob("*.css"))
WORDS = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink-soft", "paper"),
    ("ink-soft", "surface"),
    ("ink-soft", "sunk"),
    ("ink-soft", "river-tint"),
    ("river", "paper"),
    ("river", "surface"),
    ("river", "river-tint"),
    ("river-strong", "river-tint"),
    ("on-river", "river"),
    ("clay", "paper"),
    ("clay", "surface"),
    ("clay", "clay-tint"),
    ("on-rattan", "rattan-tint"),
    ("on-band", "band"),
    ("on-band-soft", "band"),
]
EDGES = [("line-strong", "paper"), ("line-strong", "surface"), ("focus", "paper"), ("focus", "surface")]


def brightness(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted([brightness(one), brightness(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [DAY, {**DAY, **NIGHT}], ids=["day", "night"])
@pytest.mark.parametrize(
    ("front", "back", "least"), [(*pair, 4.5) for pair in WORDS] + [(*pair, 3.0) for pair in EDGES]
)
def test_it_can_be_read(colours: dict[str, str], front: str, back: str, least: float) -> None:
    assert contrast(colours[front], colours[back]) >= least


@pytest.mark.parametrize("theme", THEMES, ids=lambda path: path.stem)
def test_it_can_be_read_in_the_colours_of_a_regency(theme: Path) -> None:
    day, night = day_and_night(theme.read_text())
    assert day.keys() <= DAY.keys()
    by_day, by_night = {**DAY, **day}, {**DAY, **NIGHT, **day, **night}
    pairs = [(*pair, 4.5) for pair in WORDS] + [(*pair, 3.0) for pair in EDGES]
    faint = {
        (when, front, back): round(contrast(colours[front], colours[back]), 2)
        for when, colours in (("day", by_day), ("night", by_night))
        for front, back, least in pairs
        if contrast(colours[front], colours[back]) < least
    }
    assert faint == {}
