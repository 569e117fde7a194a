"""Static files are hashed and compressed, in both ways that browsers know."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage

from market.static_files import SMALL, CompressedHashedStorage, LeanScripts, ThriftyCompressor, WholeStyles


@pytest.mark.parametrize("size", [2_000, SMALL + 20_000])
def test_it_compresses_small_and_large_files(tmp_path: Path, size: int) -> None:
    content = (b".card { color: green; } " * size)[:size]
    file = tmp_path / "shop.css"
    file.write_bytes(content)

    ThriftyCompressor(quiet=True).compress(str(file))

    assert brotli.decompress((tmp_path / "shop.css.br").read_bytes()) == content
    assert gzip.decompress((tmp_path / "shop.css.gz").read_bytes()) == content


def test_it_leaves_what_no_page_asks_for() -> None:
    compressor = CompressedHashedStorage().create_compressor(quiet=True)

    assert compressor.should_compress("css/shop.css")
    assert not compressor.should_compress("oscar/css/styles.css.map")
    assert not compressor.should_compress("img/river.webp")


def test_it_collects_styles_with_what_they_import_and_small_drawings_inside() -> None:
    sheet = WholeStyles(FileSystemStorage(settings.ROOT / "static")).whole("css/site.css")

    assert "@import" not in sheet
    assert "/*" not in sheet
    assert "--paper: #faf6ee" in sheet
    assert sheet.index("--paper:") < sheet.index(".product-card")
    assert "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'" in sheet
    assert "../img/" not in sheet


def test_a_first_view_carries_little_style() -> None:
    styles = WholeStyles(FileSystemStorage(settings.ROOT / "static"))

    for area in ("home", "product_page", "stories", "checkout"):
        sent = sum(len(brotli.compress(styles.whole(f"css/{name}.css").encode())) for name in ("site", area))
        assert sent <= 9_000, area


def test_scripts_come_without_what_is_for_their_readers() -> None:
    folder = settings.ROOT / "static"
    scripts = LeanScripts(FileSystemStorage(folder))
    written = sent = 0

    for path in sorted(folder.glob("js/**/*.js")):
        source, lean = path.read_text(), scripts.open(str(path.relative_to(folder))).read().decode()
        lines = [line.strip() for line in source.splitlines()]
        assert not [line for line in lines if line.count("`") % 2], (
            f"{path.name}: a text over several lines loses its indents"
        )
        kept = [line for line in lines if line and not line.startswith(("//", "/*", "* ", "*/"))]
        assert lean.splitlines() == kept, path.name
        written, sent = written + len(brotli.compress(source.encode())), sent + len(brotli.compress(lean.encode()))

    assert sent < written * 0.85
