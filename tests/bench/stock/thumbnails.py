"""Thumbnails kept as files: one look at the disk each, which is less than sorl or easy-thumbnails do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from oscar.core.thumbnails import AbstractThumbnailer
from PIL import Image


@dataclass(frozen=True)
class Thumbnail:
    url: str


class DiskThumbnailer(AbstractThumbnailer):
    """Answers with a JPEG of at most the size asked for, such as x155 or 440x400."""

    def generate_thumbnail(self, source: Any, *, size: str, **options: Any) -> Thumbnail:
        name = f"thumbnails/{size}/{Path(str(source)).stem}.jpg"
        path = Path(settings.MEDIA_ROOT) / name
        if not path.exists():
            _write(Path(settings.MEDIA_ROOT) / str(source), path, size)
        return Thumbnail(settings.MEDIA_URL + name)

    def delete_thumbnails(self, source: Any) -> None:
        """Keep them; nothing is ever deleted here."""


def _write(source: Path, path: Path, size: str) -> None:
    width, height = (int(side or 10_000) for side in size.split("x"))
    path.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(source) as picture:
        picture.thumbnail((width, height))
        picture.convert("RGB").save(path, quality=85)
