"""The one pipeline: what somebody sent goes in, a clean picture comes out. Bytes to bytes, no files, no database."""

from __future__ import annotations

import struct
import threading
import warnings
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import pillow_heif
from PIL import Image, ImageCms, ImageOps

if TYPE_CHECKING:
    from collections.abc import Iterator

pillow_heif.register_heif_opener(thumbnails=False)

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_LENGTH = 20_000  # pixels; a picture of one long line takes twenty times the memory of its pixels
MAX_SIDE = 2400
QUALITY = 86
KINDS = {"JPEG": ("JPEG", "MPO"), "PNG": ("PNG",), "WEBP": ("WEBP",), "HEIF": ("HEIF",)}
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
DECODERS_COMPLAIN_WITH = (
    OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, OverflowError, RuntimeError,
    struct.error, zlib.error, MemoryError,
)  # fmt: skip

HEAVY = "Berkas foto ini terlalu besar. Paling besar 15 MB. Ambil foto baru dengan ukuran lebih kecil."
MOVING = "Gambar bergerak (GIF) tidak bisa dipakai. Pilih foto biasa dari galeri."
STRANGE = "Berkas ini bukan foto yang bisa dipakai. Pilih foto dari kamera atau galeri (JPEG, PNG, WebP, atau HEIC)."
BROKEN = "Foto ini rusak atau belum terkirim utuh. Kirim lagi, atau ambil foto baru."
WIDE = "Foto ini terlalu lebar ({width} × {height} titik). Ambil foto biasa dengan kamera HP."
ENORMOUS = "Foto ini terlalu lebar. Ambil foto biasa dengan kamera HP."


one_at_a_time = threading.Lock()
"""A file of 6 KB can take 600 MB while it is decoded: each process has room for one such."""


class UnusablePicture(ValueError):
    """It cannot be taken; the text is a plain Indonesian sentence that says what to do."""


@dataclass(frozen=True)
class CleanPicture:
    """A re-encoded picture, upright, sRGB, without any tag; see `colour_of`."""

    content: bytes
    extension: str
    width: int
    height: int
    colour: str


def clean_picture(data: bytes) -> CleanPicture:
    """Return `data` decoded and encoded anew: upright, in sRGB, at most 2400 pixels a side, nothing else kept.

    JPEG, PNG, WebP and HEIC are known by their content; of several frames the first is taken. The size is read
    from the header, before anything is decoded. Several at once in one process wait for each other.

    Raises:
        UnusablePicture: another kind, over 15 MB, over 50 megapixels or 20,000 pixels a side, or broken.
    """
    if len(data) > MAX_BYTES:
        raise UnusablePicture(HEAVY)
    kind = kind_of(data)
    with one_at_a_time, decoding():
        image = Image.open(BytesIO(data), formats=KINDS[kind])
        if image.width * image.height > MAX_PIXELS or max(image.size) > MAX_LENGTH:
            raise UnusablePicture(WIDE.format(width=image.width, height=image.height))
        return encode(to_srgb(upright(image)))


def kind_of(data: bytes) -> str:
    """Return JPEG, PNG, WEBP or HEIF by the first bytes.

    Raises:
        UnusablePicture: it is none of these.
    """
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        return "HEIF"
    raise UnusablePicture(MOVING if data.startswith(b"GIF8") else STRANGE)


@contextmanager
def decoding() -> Iterator[None]:
    """Turn whatever a decoder complains with into one exception with one sentence."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            yield
    except UnusablePicture:
        raise
    except Image.DecompressionBombError:
        raise UnusablePicture(ENORMOUS) from None
    except DECODERS_COMPLAIN_WITH:
        raise UnusablePicture(BROKEN) from None


def upright(image: Image.Image) -> Image.Image:
    """Return the first frame in a plain mode, at most 2400 pixels a side, turned as the camera was held."""
    image.draft(image.mode, (MAX_SIDE, MAX_SIDE))  # a big JPEG is decoded small: a fraction of the memory
    image.load()
    if image.mode.startswith("I"):
        image = image.point(lambda value: value * (1 / 256)).convert("L")  # 16 bits of grey
    elif image.mode in {"P", "PA", "1", "La", "RGBa"}:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return ImageOps.exif_transpose(image)


def to_srgb(image: Image.Image) -> Image.Image:
    """Return it as RGB or RGBA in sRGB; a colour profile is applied, not carried along."""
    alpha = image.convert("RGBA").getchannel("A") if image.has_transparency_data else None
    profile = image.info.get("icc_profile")
    colours = image.convert("RGB") if image.mode not in {"RGB", "CMYK", "L"} else image
    if profile:
        colours = apply_profile(colours, profile)
    colours = colours.convert("RGB")
    if alpha is not None:
        colours.putalpha(alpha)
    return colours


def apply_profile(image: Image.Image, profile: bytes) -> Image.Image:
    """Return the image in sRGB, or as it is when the profile is nonsense or made for other channels."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def encode(image: Image.Image) -> CleanPicture:
    """Return the pixels alone: JPEG, or WebP where something is transparent."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    out = BytesIO()
    if image.mode == "RGBA":
        bare.save(out, "WEBP", quality=QUALITY, method=4)
        return CleanPicture(out.getvalue(), "webp", *image.size, colour="")
    bare.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return CleanPicture(out.getvalue(), "jpg", *image.size, colour_of(image))


def colour_of(image: Image.Image) -> str:
    """Return the colour of most of a picture in three hexadecimal digits such as "a84"; "" where one sees through."""
    if image.mode != "RGB":
        return ""
    small = image.resize((32, 32), Image.Resampling.BOX).quantize(5, kmeans=1)
    counted = small.convert("RGB").getcolors() or []
    colour: tuple[int, ...] = max(counted)[1]  # type: ignore[assignment]
    return "".join(f"{round(part / 17):x}" for part in colour)
