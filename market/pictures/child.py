"""Opens what somebody sent, in a process of its own with little memory, little time and no secrets.

Run by path (`python -I child.py JPEG MPO`), so that nothing of the house is loaded: bytes on stdin; on stdout a line
of JSON that says how it went, and behind it the clean picture. What ends this process ends nothing else.
"""

from __future__ import annotations

import json
import sys
import warnings
from contextlib import suppress
from io import BytesIO
from typing import Any

import pillow_heif
from PIL import Image, ImageCms, ImageOps

MAX_PIXELS = 50_000_000
MAX_LENGTH = 20_000  # pixels; a picture of one long line takes twenty times the memory of its pixels
MAX_SIDE = 2400
ROWS = 64
QUALITY = 86
MEMORY = 226 * 1024 * 1024  # with the libraries, of which one copy lies in memory anyway, 256 MB
ADDRESSES = 320 * 1024 * 1024
CPU_SECONDS = 2
MANY_PIXELS = 12_000_000
"""From here on a decoder's complaint may as well be about memory; not all of them say so."""


def main(formats: list[str]) -> None:
    """Answer a picture as a line of JSON and its bytes, or a line that says what is wrong with it."""
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    pillow_heif.register_heif_opener(thumbnails=False)
    take_little()
    answer, content = attempt(sys.stdin.buffer.read(), formats)
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + content)


def take_little() -> None:
    """Let this process have little memory and time, and write no file, where the system can see to it."""
    try:
        import resource
    except ImportError:  # Windows: whoever started this process stops it in time
        return
    limits = {"DATA": MEMORY, "AS": ADDRESSES, "CPU": CPU_SECONDS, "FSIZE": 0, "CORE": 0}
    for name, most in limits.items():
        with suppress(OSError, ValueError):  # macOS does not limit memory
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))


def attempt(data: bytes, formats: list[str]) -> tuple[dict[str, Any], bytes]:
    """Return what to say about the picture, and the clean picture where there is one.

    The size is read from the header, before anything is decoded. Of several frames the first is taken.
    """
    pixels = 0
    try:
        image = Image.open(BytesIO(data), formats=formats)
        pixels = image.width * image.height
        if pixels > MAX_PIXELS or max(image.size) > MAX_LENGTH:
            return {"refused": "wide", "width": image.width, "height": image.height}, b""
        return encode(to_srgb(upright(image)))
    except Image.DecompressionBombError:
        return {"refused": "wide"}, b""
    except MemoryError:
        return {"refused": "hard"}, b""
    except Exception:  # noqa: BLE001  (decoders complain with everything there is; this is what this process is for)
        return {"refused": "hard" if pixels > MANY_PIXELS else "broken"}, b""


def upright(image: Image.Image) -> Image.Image:
    """Return the first frame in a plain mode, at most 2400 pixels a side, turned as the camera was held."""
    part = min(1.0, MAX_SIDE / max(image.size))
    wanted = (max(1, int(image.width * part)), max(1, int(image.height * part)))
    image.draft(image.mode, wanted)  # a big JPEG is decoded small: a fraction of the memory
    image.load()
    image = coarse(image, int(max(image.size) / MAX_SIDE))
    image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    return ImageOps.exif_transpose(image)


def coarse(image: Image.Image, times: int) -> Image.Image:
    """Return the image in a plain mode and so many times smaller, made row by row: there is no room for two."""
    if times < 2:
        return plain(image)
    mode = plain(image.crop((0, 0, 1, 1))).mode
    made = Image.new(mode, (-(-image.width // times), -(-image.height // times)))
    for top in range(0, image.height, ROWS * times):
        rows = image.crop((0, top, image.width, min(top + ROWS * times, image.height)))
        made.paste(plain(rows).reduce(times), (0, top // times))
    made.info = image.info
    return made


def plain(image: Image.Image) -> Image.Image:
    """Return the image in a mode that can be made smaller smoothly."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value * (1 / 256)).convert("L")  # 16 bits of grey
    if image.mode in {"P", "PA", "1", "La", "RGBa"}:
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image


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


def encode(image: Image.Image) -> tuple[dict[str, Any], bytes]:
    """Return the pixels alone: JPEG, or WebP where something is transparent."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    out = BytesIO()
    if image.mode == "RGBA":
        bare.save(out, "WEBP", quality=QUALITY, method=4)
    else:
        bare.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    told = {
        "extension": "webp" if image.mode == "RGBA" else "jpg",
        "width": image.width,
        "height": image.height,
        "colour": colour_of(image),
    }
    return told, out.getvalue()


def colour_of(image: Image.Image) -> str:
    """Return the colour of most of a picture in three hexadecimal digits such as "a84"; "" where one sees through."""
    if image.mode != "RGB":
        return ""
    small = image.resize((32, 32), Image.Resampling.BOX).quantize(5, kmeans=1)
    counted = small.convert("RGB").getcolors() or []
    colour: tuple[int, ...] = max(counted)[1]  # type: ignore[assignment]
    return "".join(f"{round(part / 17):x}" for part in colour)


if __name__ == "__main__":
    main(sys.argv[1:])
