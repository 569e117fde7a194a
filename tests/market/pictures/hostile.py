"""Pictures that somebody made to hurt: each kind in as many variants as are asked for, the same for the same seed."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable, Iterator
from itertools import islice, product

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.market.pictures.made import bomb, heic, photo, scene, written

Dice = random.Random
PHOTO = "photo"
"""What honest people send, in between."""


def hostile(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Return so many pictures with the name of their kind; one of twenty is an honest photo."""
    dice = Dice(seed)
    turns = product(range(count), [*KINDS, PHOTO])
    for _, name in islice(turns, count):
        yield name, photo(width=800, height=600) if name == PHOTO else KINDS[name](dice)


def unfolds_to_169_megapixels(dice: Dice) -> bytes:
    return bomb(13_000 + dice.randrange(90), 13_000)


def unfolds_to_900_megapixels(dice: Dice) -> bytes:
    return bomb(30_000, 30_000 + dice.randrange(90))


def just_small_enough(dice: Dice) -> bytes:
    """49 megapixels of a mode that takes much memory."""
    mode = dice.choice(["RGBA", "RGB", "LA", "I;16", "P", "1"])
    return written(Image.new(mode, (7000, 7000)), "PNG", transparency=0) if mode == "P" else flat(mode, 7000)


def wide_webp(dice: Dice) -> bytes:
    return written(Image.new("RGBA", (16_000, 3000), (1, 2, 3, dice.randrange(255))), "WEBP", lossless=True, method=0)


def long_line(dice: Dice) -> bytes:
    size = dice.choice([(1, 20_000), (20_000, 1), (1, 60_000), (20_000, 2500)])
    return bomb(*size) if dice.random() < 0.5 else written(Image.new("RGB", size), "JPEG")


def many_frames(dice: Dice) -> bytes:
    """An APNG, WebP or GIF of many frames, a bomb for whoever opens them all."""
    frames = [Image.new("RGB", (900, 900), (number, 0, 0)) for number in range(dice.randrange(20, 60))]
    options = {"quality": 1, "method": 0} if (kind := dice.choice(["PNG", "WEBP", "GIF"])) == "WEBP" else {}
    return written(frames[0], kind, save_all=True, append_images=frames[1:], **options)


def words_that_unfold(dice: Dice) -> bytes:
    """A PNG whose packed text or colour profile unfolds to 80 MB."""
    packed = zlib.compress(b"\0" * 80_000_000, 1)
    name, head = dice.choice([(b"zTXt", b"Comment\0\0"), (b"iTXt", b"Comment\0\1\0\0\0"), (b"iCCP", b"x\0\0")])
    raw = written(scene(), "PNG")
    return raw[:33] + chunk(name, head + packed) + raw[33:]


def zip_in_the_words(dice: Dice) -> bytes:
    words = PngInfo()
    words.add_text("Comment", "PK\x03\x04" + "A" * dice.randrange(100_000))
    return written(scene(), "PNG", pnginfo=words)


def two_things_at_once(dice: Dice) -> bytes:
    """A good picture that is a page, a program or an archive as well."""
    more = [
        b"<script>alert(1)</script>",
        b"<?php system($_GET[0]);",
        b"PK\x05\x06" + b"\0" * 18,
        b"GIF89a/*",
        b"%PDF-1",
    ]
    raw = photo(dice.choice(["JPEG", "PNG", "WEBP"]))
    return raw + dice.choice(more) * dice.randrange(1, 50)


def page_in_the_tags(dice: Dice) -> bytes:
    return written(scene(), "JPEG", comment=b"*/=1;alert(1)//<script>" * dice.randrange(1, 900))


def cut_short(dice: Dice) -> bytes:
    raw = dice.choice([photo, heic])() if dice.random() < 0.5 else photo(dice.choice(["PNG", "WEBP"]))
    return raw[: dice.randrange(12, len(raw))]


def bitten(dice: Dice) -> bytes:
    """A good picture, HEIC among them, with bytes changed behind its beginning."""
    raw = bytearray(dice.choice([photo(), photo("PNG"), photo("WEBP"), heic(), heic()]))
    for _ in range(dice.randrange(1, 40)):
        raw[dice.randrange(16, len(raw))] = dice.randrange(256)
    return bytes(raw)


def vector(dice: Dice) -> bytes:
    return b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(%d)</script></svg>' % dice.randrange(99)


def double_photo(dice: Dice) -> bytes:
    others = [Image.new("RGB", (300, 300), (each, 0, 0)) for each in range(dice.randrange(1, 60))]
    return written(scene(), "MPO", save_all=True, append_images=others)


def colours_of_print(dice: Dice) -> bytes:
    return written(Image.new("CMYK", (dice.randrange(1, 5000), 5000)), "JPEG")


def sixteen_bits(dice: Dice) -> bytes:
    return flat("I;16", dice.randrange(1, 5000))


def scan_upon_scan(dice: Dice) -> bytes:
    """A progressive JPEG of 36 megapixels whose last scan comes again and again: seconds of work in every megabyte."""
    raw = written(Image.new("L", (6000, 6000), 90), "JPEG", progressive=True, quality=50)
    last, end = raw.rindex(b"\xff\xda"), raw.rindex(b"\xff\xd9")
    return raw[:end] + raw[last:end] * (200 + dice.randrange(9)) + raw[end:]


def says_more_than_it_has(dice: Dice) -> bytes:
    """A JPEG whose header promises 49 megapixels."""
    raw = bytearray(photo())
    at = raw.index(b"\xff\xc0")
    raw[at + 5 : at + 9] = struct.pack(">HH", 7000, 7000 - dice.randrange(9))
    return bytes(raw)


def nonsense(dice: Dice) -> bytes:
    start = dice.choice(
        [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\x10\0\0WEBP", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"]
    )
    return start + dice.randbytes(dice.randrange(5000))


KINDS: dict[str, Callable[[Dice], bytes]] = {
    made.__name__: made
    for made in (
        unfolds_to_169_megapixels, unfolds_to_900_megapixels, just_small_enough, wide_webp, long_line, many_frames,
        words_that_unfold, zip_in_the_words, two_things_at_once, page_in_the_tags, cut_short, bitten, vector,
        double_photo, colours_of_print, sixteen_bits, scan_upon_scan, says_more_than_it_has, nonsense,
    )
}  # fmt: skip


def flat(mode: str, side: int) -> bytes:
    return written(Image.new(mode, (side, side)), "PNG")


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
