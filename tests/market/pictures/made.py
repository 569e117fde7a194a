"""Pictures made by code: each of a kind that a phone, or somebody hostile, may send."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import pillow_heif
from PIL import Image, ImageDraw

GPS = {1: "S", 2: (0.0, 25.0, 30.5), 3: "E", 4: (117.0, 8.0, 0.0)}
ORIENTATION, GPS_IFD, MAKE, SERIAL = 0x0112, 0x8825, 0x010F, 0xA431
CORNERS = {"top left": "red", "top right": "lime", "bottom left": "blue", "bottom right": "yellow"}
TURN_TO_STORE = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def scene(width: int = 160, height: int = 120, mode: str = "RGB") -> Image.Image:
    """Return a picture with a colour in each corner, so that one sees which way is up."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    across, down = width // 4, height // 4
    draw.rectangle((0, 0, across, down), fill=CORNERS["top left"])
    draw.rectangle((width - across, 0, width, down), fill=CORNERS["top right"])
    draw.rectangle((0, height - down, across, height), fill=CORNERS["bottom left"])
    draw.rectangle((width - across, height - down, width, height), fill=CORNERS["bottom right"])
    return image.convert(mode)


def written(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Return the image as the bytes of a file."""
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    """Return what a phone writes: where, with which camera, and which way it was held."""
    tags = Image.Exif()
    tags[ORIENTATION] = orientation
    tags[MAKE] = "Xiaomi"
    tags.get_ifd(GPS_IFD).update(GPS)
    tags.get_ifd(0x8769)[SERIAL] = "SN-20481024"
    return tags


def photo(kind: str = "JPEG", *, orientation: int = 1, width: int = 160, height: int = 120) -> bytes:
    """Return a phone's photo of `scene`, stored as held, with GPS and serial number."""
    image = scene(width, height)
    if orientation in TURN_TO_STORE:
        image = image.transpose(TURN_TO_STORE[orientation])
    options: dict[str, Any] = {"exif": exif(orientation).tobytes()}
    if kind == "JPEG":
        options |= {"comment": b"rumah Ibu Siti", "quality": 92}
    if kind in {"JPEG", "WEBP"}:
        options["xmp"] = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><GPSLatitude>0.425</GPSLatitude></x:xmpmeta>'
    return written(image, kind, **options)


def heic(**options: Any) -> bytes:
    """Return an iPhone's photo."""
    out = BytesIO()
    pillow_heif.from_pillow(scene()).save(out, exif=exif().tobytes(), **options)
    return out.getvalue()


def bomb(width: int = 13000, height: int = 13000) -> bytes:
    """Return a valid PNG of a few kilobytes that unfolds to hundreds of megabytes."""
    packer = zlib.compressobj(9)
    row = b"\0" * (width // 8 + 2)
    body = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", body), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def nearest_corner(pixel: tuple[int, ...]) -> str:
    """Return which corner colour a pixel is closest to."""
    from PIL import ImageColor

    def far(place: str) -> int:
        return sum((a - b) ** 2 for a, b in zip(pixel[:3], ImageColor.getrgb(CORNERS[place]), strict=True))

    return min(CORNERS, key=far)


def corners_of(data: bytes) -> list[str]:
    """Return the corner colours as found, clockwise from the top left."""
    image = Image.open(BytesIO(data)).convert("RGB")
    right, bottom = image.width - 5, image.height - 5
    return [nearest_corner(image.getpixel(at)) for at in ((4, 4), (right, 4), (right, bottom), (4, bottom))]


UPRIGHT = ["top left", "top right", "bottom right", "bottom left"]


def tags_in(data: bytes) -> list[str]:
    """Return every sign of metadata in the bytes of a published file."""
    image = Image.open(BytesIO(data))
    image.load()
    signs = [f"exif {tag:#x}" for tag in image.getexif()]
    signs += [f"info {key}" for key in image.info if key in {"exif", "xmp", "comment", "icc_profile", "photoshop"}]
    words = (b"Exif", b"GPS", b"xmpmeta", b"Xiaomi", b"SN-20481024", b"rumah Ibu Siti", b"<script", b"8BIM")
    return signs + [f"bytes {word!r}" for word in words if word in data]
