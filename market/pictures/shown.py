"""How a picture is shown: which renditions a page names, found without a query per card."""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.files.storage import FileSystemStorage
from django.db.models import Prefetch
from django.templatetags.static import static
from django.utils.encoding import filepath_to_uri
from wagtail.images.models import Filter, SourceImageIOError

from market.pictures.models import Picture, Rendition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

logger = logging.getLogger(__name__)

SIZE = re.compile(r"^(fill|max|min|width|height)-(\d+)(?:x(\d+))?(-c\d+)?$")
STEPS = (0.5, 1, 1.5)
AVIF = "|format-avif"
RENDITIONS: Any = Rendition._meta.get_field("file")


class Focus(NamedTuple):
    """What of a picture must stay in sight, as a picture itself holds it."""

    focal_point_x: int | None
    focal_point_y: int | None
    focal_point_width: int | None
    focal_point_height: int | None


class Made(NamedTuple):
    """A rendition that is there: the address of its file, its sides, its bytes (None where nobody counted)."""

    url: str
    width: int
    height: int
    byte_count: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page says of a picture.

    `srcset` is empty where there is one size; `avif` is the same sizes smaller, empty until a worker has made them;
    `colour` is three hexadecimal digits; `byte_count` is of `src`.
    """

    src: str
    width: int
    height: int
    srcset: str
    avif: str = ""
    colour: str = ""
    byte_count: int | None = None


@lru_cache(maxsize=64)
def sizes_of(spec: str) -> list[str]:
    """Return the filter specs behind one in a page: half, whole and one and a half, such as fill-400x400."""
    match = SIZE.match(spec)
    if not match:
        return [spec]
    kind, width, height, crop = match.groups()
    return [
        f"{kind}-{scaled(width, step)}{f'x{scaled(height, step)}' if height else ''}{crop or ''}" for step in STEPS
    ]


def files_of(spec: str) -> list[str]:
    """Return the filter specs of every file that a page may name: each size as WebP and as AVIF."""
    sizes = sizes_of(spec)
    return [*sizes, *(size + AVIF for size in sizes)] if SIZE.match(spec) else sizes


def scaled(side: str, step: float) -> int:
    """Return a side of at least one pixel."""
    return max(1, round(int(side) * step))


def with_pictures(lookup: str, *specs: str) -> Prefetch:
    """Return a Prefetch for a relation that leads to a picture, with the renditions of `specs` at hand.

    `products.prefetch_related("images", with_pictures("images__original", "fill-400x400"))`
    """
    wanted = [each for spec in specs for each in files_of(spec)]
    return Prefetch(lookup, queryset=Picture.objects.prefetch_renditions(*wanted))


def with_renditions(lookup: str, *specs: str) -> Prefetch:
    """Return the same for pictures that were joined already, as by `select_related("original")`."""
    wanted = [each for spec in specs for each in files_of(spec)]
    renditions = Rendition.objects.filter(filter_spec__in=wanted)
    return Prefetch(f"{lookup}__renditions", queryset=renditions, to_attr="prefetched_renditions")


def shown_of(picture: Picture, spec: str) -> Shown:
    """Return how a picture is shown; what is missing of its WebP files is made.

    Whoever fetched it may have put the rows of its files at hand as `picture.file_rows`, as `shown_at` takes them.
    """
    rows = getattr(picture, "file_rows", "")
    if rows and (shown := _shown_by(rows, spec, _focus_of(picture), picture.colour)):
        return shown
    at_hand = _at_hand(picture, spec)
    if at_hand is None:
        there = picture.find_existing_renditions(*(Filter(spec=each) for each in files_of(spec)))
        at_hand = {found.spec: rendition for found, rendition in there.items()}
    found = {each: _made(rendition) for each, rendition in at_hand.items()}
    return _shown(picture, spec, found, picture.colour)


def rendition_of(picture: Picture, spec: str) -> Rendition | None:
    """Return one rendition of a picture, made where it is missing; none where the original is lost."""
    try:
        return (_at_hand(picture, spec) or {}).get(spec) or picture.get_rendition(spec)
    except SourceImageIOError:
        logger.exception("The original of picture %s cannot be read", picture.pk)
        return None


def _at_hand(picture: Picture, spec: str) -> dict[str, Rendition] | None:
    """Return the renditions that were fetched with a picture, without Wagtail's reckoning of their keys each time."""
    fetched = getattr(picture, "prefetched_renditions", None)
    if fetched is None:
        return None
    wanted = keys_of(spec, _focus_of(picture))
    return {each.filter_spec: each for each in fetched if wanted.get(each.filter_spec) == each.focal_point_key}


def _focus_of(picture: Picture) -> Focus:
    return Focus(*(getattr(picture, name) for name in Focus._fields))


def shown_at(number: int, spec: str, focus: Focus, made: str, colour: str = "") -> Shown:
    """Return how the picture of a number is shown, from its renditions; what is missing is made.

    Args:
        made: JSON, per rendition its filter spec, the key of the focus it was made for, file, width, height and bytes.
    """
    return _shown_by(made, spec, focus, colour) or shown_of(Picture.objects.get(pk=number), spec)


def _shown_by(made: str, spec: str, focus: Focus, colour: str) -> Shown | None:
    base = _base()
    shown = _shown_from if base else _shown_from.__wrapped__  # other stores may give an address for a while only
    return shown(base, spec, focus, made, colour)


@lru_cache(maxsize=2048)
def _shown_from(_base: str | None, spec: str, focus: Focus, made: str, colour: str) -> Shown | None:
    """Return the same from these rows alone, for which nothing else is asked; None where a file is missing."""
    wanted, address = keys_of(spec, focus), addresses()
    found = {
        each: Made(address(name), width, height, *counted)
        for each, key, name, width, height, *counted in json.loads(made)
        if wanted.get(each) == key
    }
    return _said(spec, found, colour) if all(size in found for size in sizes_of(spec)) else None


@lru_cache(maxsize=512)
def keys_of(spec: str, focus: Focus) -> dict[str, str]:
    """Return for each file of `spec` the key under which Wagtail files a rendition for this focus."""
    return {each: Filter(spec=each).get_cache_key(focus) for each in files_of(spec)}


def address_of(name: str) -> str:
    """Return the address of a rendition's file."""
    return addresses()(name)


def addresses() -> Callable[[str], str]:
    """Return what gives a rendition's file its address; for files on disk without taking it apart to join it."""
    base = _base()
    return (lambda name: f"{base}{_quoted(name)}") if base else RENDITIONS.storage.url


def _base() -> str | None:
    """Return what stands before every rendition's name where they lie on disk."""
    storage = RENDITIONS.storage
    return storage.base_url if isinstance(storage, FileSystemStorage) else None


@lru_cache(maxsize=20_000)
def _quoted(name: str) -> str:
    return str(filepath_to_uri(name))


def _shown(picture: Picture, spec: str, found: Mapping[str, Made], colour: str) -> Shown:
    if any(size not in found for size in sizes_of(spec)):
        found = {**found, **_make(picture, spec)}
    return _said(spec, found, colour)


def _said(spec: str, found: Mapping[str, Made], colour: str) -> Shown:
    """Return what a page says of a picture whose files were found."""
    sizes = sizes_of(spec)
    files = {size: found[size] for size in sizes if size in found}
    main = files.get(spec) or next(iter(files.values()), None) or _nothing(spec)
    light = [found[size + AVIF] for size in sizes if size + AVIF in found]
    return Shown(
        src=main.url,
        width=main.width,
        height=main.height,
        srcset=_srcset(files.values()),
        avif=_srcset(light, at_least=1) if len(light) == len(sizes) else "",
        colour=colour,
        byte_count=main.byte_count,
    )


def _srcset(files: Iterable[Made], at_least: int = 2) -> str:
    """Return the addresses with their widths, smallest first, no two of one width."""
    by_width = {each.width: each.url for each in files}
    widths = sorted(by_width) if len(by_width) >= at_least else []
    return ", ".join(f"{by_width[width]} {width}w" for width in widths)


def _make(picture: Picture, spec: str) -> dict[str, Made]:
    """Make the WebP files now, as a page waits for them, and let a worker make the AVIF files."""
    from market.pictures.effects import ask_for

    try:
        made = picture.get_renditions(*sizes_of(spec))
    except SourceImageIOError:
        logger.exception("The original of picture %s cannot be read", picture.pk)
        return {}
    ask_for(picture, spec)
    return {each: _made(rendition) for each, rendition in made.items()}


def _nothing(spec: str) -> Made:
    """Return what stands where a picture's original is lost: the page is there without it."""
    match = SIZE.match(spec)
    _kind, width, height, _crop = match.groups() if match else ("", "240", "160", "")
    return Made(static("img/empty.svg"), int(width), int(height or width), None)


def _made(rendition: Any) -> Made:
    return Made(address_of(rendition.file.name), rendition.width, rendition.height, rendition.byte_count)
