"""A picture on its way into the store: only what has passed the pipeline gets a place there."""

from __future__ import annotations

import secrets
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import models
from django.db.models.fields.files import ImageFieldFile
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from market.pictures.pipeline import HEAVY, MAX_BYTES, STRANGE, UnusablePicture, clean_picture

# Harmless under our random names, but nobody sends a photo called so in good faith.
NOT_IN_A_NAME = {"asp", "aspx", "cgi", "eps", "exe", "htm", "html", "js", "jsp"} | {
    "php", "phtml", "pl", "ps", "py", "sh", "svg", "xhtml", "xml",
}  # fmt: skip


class CleanFile(ContentFile):
    """The outcome of the pipeline, under a random name; `colour` is what most of it has, see `colour_of`."""

    colour = ""


def clean_file(upload: File[Any]) -> CleanFile:
    """Return what was uploaded as a clean file with a random name; the name it came with is forgotten.

    Raises:
        UnusablePicture: with a sentence that tells a villager what to do.
    """
    if isinstance(upload, CleanFile):
        return upload
    suffixes = {suffix[1:].lower() for suffix in PurePath(upload.name or "").suffixes}
    if suffixes & NOT_IN_A_NAME:
        raise UnusablePicture(STRANGE)
    if upload.size > MAX_BYTES:
        raise UnusablePicture(HEAVY)
    upload.seek(0)
    picture = clean_picture(upload.read())
    clean = CleanFile(picture.content, name=f"{secrets.token_hex(10)}.{picture.extension}")
    clean.colour = picture.colour
    return clean


class CleanFieldFile(ImageFieldFile):
    def save(self, name: str, content: File[Any], save: bool = True) -> None:
        """Store it; whatever door it came through, it passes the pipeline first (UnusablePicture if it cannot)."""
        content = clean_file(content)
        self.instance.colour = content.colour  # type: ignore[attr-defined]
        super().save(content.name or name, content, save)


class CleanImageField(models.ImageField):
    """An ImageField that nothing enters unless it has passed the pipeline."""

    attr_class = CleanFieldFile


class CountedFieldFile(WagtailImageFieldFile):
    def save(self, name: str, content: File[Any], save: bool = True) -> None:
        """Store it, and say on its row how many bytes it has."""
        self.instance.byte_count = content.size
        super().save(name, content, save)


class CountedImageField(WagtailImageField):
    """The file of a rendition; whoever saves on data is told its size before it is fetched."""

    attr_class = CountedFieldFile
