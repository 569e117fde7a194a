"""How static files are stored: hashed names, each compressed once at collect time, in seconds rather than minutes.

A style sheet that imports others is collected as one file with them, and small drawings inside it, so that a page asks
for few files however many subjects its styles are kept in. Our scripts are collected without comments and indents.
While developing, browsers follow the imports and read the scripts as they are written.
"""

from __future__ import annotations

import posixpath
import re
from typing import Any
from urllib.parse import quote

import brotli
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

SMALL = 60_000  # bytes; our own pages' files are all smaller than this
NOT_FOR_PAGES = ("map", "scss", "md", "txt")
STYLES, SCRIPTS = "css/", "js/"  # ours; what other apps bring is collected as it is
DRAWN_INSIDE = 1500  # bytes; a larger drawing is asked for by itself
MODULES = "js/workshop/*.js"
"""Our scripts that import one another: the addresses in them get their hashes too, as in style sheets."""

IMPORTS = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]
IMPORT = re.compile(r"""^@import ["']([\w./-]+\.css)["'];\n?""", re.MULTILINE)
DRAWING = re.compile(r"""url\(["']?((?:\.\./)+[\w./-]+\.svg)["']?\)""")
COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)
FOR_READERS = re.compile(r"^[ \t]*(?://[^\n]*|/\*.*?\*/[ \t]*)\n|^\n|^[ \t]+", re.DOTALL | re.MULTILINE)
"""Of a script: whole lines of comment, empty lines, indents. No text of ours goes over several lines."""


class ThriftyCompressor(Compressor):
    """Compress small files as hard as can be, and the back office's large ones at a tenth of the time."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return brotli.compress(data, quality=11 if len(data) <= SMALL else 5)


class WholeStyles:
    """Where style sheets are read when they are collected: each with what it imports, and small drawings, in it."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    def open(self, path: str) -> File:
        """Return the sheet as pages get it."""
        return ContentFile(self.whole(path).encode(), name=path)

    def whole(self, path: str) -> str:
        """Return a sheet without its comments, the sheets that it imports in their places."""
        folder = posixpath.dirname(path)

        def brought_in(match: re.Match[str]) -> str:
            return self.whole(posixpath.normpath(posixpath.join(folder, match[1])))

        def drawn(match: re.Match[str]) -> str:
            drawing = self._text(posixpath.normpath(posixpath.join(folder, match[1])))
            return f'url("{as_data(drawing)}")' if len(drawing) <= DRAWN_INSIDE else match[0]

        return DRAWING.sub(drawn, IMPORT.sub(brought_in, COMMENT.sub("", self._text(path))))

    def _text(self, path: str) -> str:
        with self.storage.open(path) as file:
            return file.read().decode()


class LeanScripts:
    """Where scripts are read when they are collected: what is for the reader of the source stays behind."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    def open(self, path: str) -> File:
        """Return the script as pages get it."""
        with self.storage.open(path) as file:
            return ContentFile(FOR_READERS.sub("", file.read().decode()).encode(), name=path)


def as_data(drawing: str) -> str:
    """Return an SVG as an address that holds it all."""
    return "data:image/svg+xml," + quote(drawing.strip().replace('"', "'"), safe=" =:/,;'!*$+@-._~")


class CompressedHashedStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage with the thrifty compressor; source maps and sources stay as they are."""

    patterns = (*CompressedManifestStaticFilesStorage.patterns, (MODULES, IMPORTS))

    def post_process(self, paths: dict[str, tuple[Storage, str]], *args: Any, **options: Any) -> Any:
        """Hash and compress what was collected, our style sheets as pages get them."""
        sent = {name: (_as_sent(name, storage), path) for name, (storage, path) in paths.items()}
        return super().post_process(sent, *args, **options)

    def create_compressor(self, **options: Any) -> Compressor:
        skipped = (*Compressor.SKIP_COMPRESS_EXTENSIONS, *NOT_FOR_PAGES)
        return ThriftyCompressor(**{**options, "extensions": skipped})


def _as_sent(name: str, storage: Storage) -> Storage | WholeStyles | LeanScripts:
    if name.startswith(STYLES) and name.endswith(".css"):
        return WholeStyles(storage)
    return LeanScripts(storage) if name.startswith(SCRIPTS) and name.endswith(".js") else storage
