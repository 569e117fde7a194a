"""The photos that come with a file, in a zip: found by their names, never unpacked to a disk, each within limits."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO

from django.core.files.base import ContentFile

from market.pictures.pipeline import MAX_BYTES
from sellers.bulk.rows import UnreadableFile

if TYPE_CHECKING:
    from django.core.files import File

LARGEST_ZIP = 80 * 1024 * 1024
MOST_FILES = 2000
LARGEST_LIST = MOST_FILES * 400
"""Bytes of a zip's own list of its files, which the library reads whole; a name has some 80."""

END, END_OF_LARGE = b"PK\x05\x06", b"PK\x06\x07"
NO_ZIP = "Berkas foto ini bukan zip, atau rusak. Buat lagi zip-nya."
TOO_MANY = f"Zip ini berisi lebih dari {MOST_FILES} berkas. Bagi menjadi beberapa zip."


class NoSuchPhoto(LookupError):
    """The zip has no such photo, or it cannot be unpacked; the text says so."""


class Photos:
    """The photos of one zip by their names without folders, in any case."""

    def __init__(self, file: BinaryIO | File | None) -> None:
        self.zip: zipfile.ZipFile | None = None
        self.known: dict[str, zipfile.ZipInfo] = {}
        self.several: set[str] = set()
        if file is None:
            return
        _measure(file)
        try:
            self.zip = zipfile.ZipFile(file)  # type: ignore[arg-type]
            parts = self.zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise UnreadableFile(NO_ZIP) from None
        if len(parts) > MOST_FILES:
            raise UnreadableFile(TOO_MANY)
        named = [(_name(part.filename), part) for part in parts if not part.is_dir()]
        self.known, counted = dict(named), Counter(name for name, _part in named)
        self.several = {name for name, times in counted.items() if times > 1}

    def photo(self, name: str) -> ContentFile[bytes]:
        """Return one photo; what unpacks to more than a photo may have is not unpacked further.

        Raises:
            NoSuchPhoto: it is not there or there more than once, locked, broken, or too big.
        """
        part = self.known.get(_name(name))
        if _name(name) in self.several:
            raise NoSuchPhoto(f"Di dalam zip ada lebih dari satu foto “{name}”. Beri nama yang berbeda.")
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


def _measure(file: Any) -> None:
    """Read how long a zip says that its list is, at its end, before the library reads that list.

    Raises:
        UnreadableFile: it has no end, or its list is longer than that of so many photos.
    """
    file.seek(0, 2)
    file.seek(max(0, file.tell() - 2**16 - 22 - 20))
    tail = file.read()
    at = tail.rfind(END)
    if at < 0 or len(tail) < at + 22:
        raise UnreadableFile(NO_ZIP)
    if (
        tail[max(0, at - 20) : at].startswith(END_OF_LARGE)
        or int.from_bytes(tail[at + 12 : at + 16], "little") > LARGEST_LIST
    ):
        raise UnreadableFile(TOO_MANY)
    file.seek(0)
