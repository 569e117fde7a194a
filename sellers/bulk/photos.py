"""The photos that come with a file, in a zip: found by their names, never unpacked to a disk, each within limits."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from django.core.files.base import ContentFile

from market.pictures.pipeline import MAX_BYTES
from sellers.bulk.rows import UnreadableFile

if TYPE_CHECKING:
    from django.core.files import File

LARGEST_ZIP = 80 * 1024 * 1024
MOST_FILES = 2000


class NoSuchPhoto(LookupError):
    """The zip has no such photo, or it cannot be unpacked; the text says so."""


class Photos:
    """The photos of one zip by their names without folders, in any case."""

    def __init__(self, file: BinaryIO | File | None) -> None:
        self.zip: zipfile.ZipFile | None = None
        self.known: dict[str, zipfile.ZipInfo] = {}
        if file is None:
            return
        try:
            self.zip = zipfile.ZipFile(file)  # type: ignore[arg-type]
            parts = self.zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise UnreadableFile("Berkas foto ini bukan zip, atau rusak. Buat lagi zip-nya.") from None
        if len(parts) > MOST_FILES:
            raise UnreadableFile(f"Zip ini berisi lebih dari {MOST_FILES} berkas. Bagi menjadi beberapa zip.")
        self.known = {_name(part.filename): part for part in parts if not part.is_dir()}

    def photo(self, name: str) -> ContentFile[bytes]:
        """Return one photo; what unpacks to more than a photo may have is not unpacked further.

        Raises:
            NoSuchPhoto: it is not there, locked, broken, or too big.
        """
        part = self.known.get(_name(name))
        if part is None or self.zip is None:
            raise NoSuchPhoto(f"Foto “{name}” tidak ada di dalam zip.")
        try:
            with self.zip.open(part) as packed:
                content = packed.read(MAX_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError):
            raise NoSuchPhoto(f"Foto “{name}” rusak atau terkunci di dalam zip.") from None
        if len(content) > MAX_BYTES:
            raise NoSuchPhoto(f"Foto “{name}” terlalu besar.")
        return ContentFile(content, name="foto.jpg")


def _name(path: str) -> str:
    return PurePosixPath(path.replace("\\", "/")).name.casefold()
