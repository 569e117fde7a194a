"""Draw one product: setting, goods, light; the same seed gives the same picture."""

from __future__ import annotations

from io import BytesIO
from random import Random

from PIL import Image

from market.demo.drawings import crafts, pieces
from market.demo.drawings.backdrops import setting
from market.demo.drawings.canvas import grain, rgb
from market.demo.drawings.packs import PACKS
from market.demo.drawings.words import Words

SIDE = 960
CRAFTS = {
    "basket": crafts.basket,
    "mat": crafts.mat_roll,
    "hat": crafts.hat,
    "cloth": crafts.cloth,
    "beads": pieces.beads,
    "shield": pieces.shield,
    "fish": pieces.fish,
    "sugar": pieces.sugar,
}


def draw_product(*, look: str, fill: str, colour: str, words: Words, seed: str) -> bytes:
    """Return a JPEG of 960 × 960 pixels. `look` names a pack or a craft; `fill` what a pack holds."""
    rng = Random(seed)  # noqa: S311
    picture = setting(rng)
    if look in PACKS:
        PACKS[look](picture, fill, rgb(colour), words, rng)
    else:
        CRAFTS[look](picture, rgb(colour), words, rng)
    close = grain(picture, 40, rng).crop((80, 110, 1230, 1260))
    return as_jpeg(close.resize((SIDE, SIDE), Image.Resampling.LANCZOS))


def as_jpeg(picture: Image.Image) -> bytes:
    """Return the picture as JPEG bytes."""
    target = BytesIO()
    picture.save(target, "JPEG", quality=88)
    return target.getvalue()
