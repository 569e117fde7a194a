"""Static files are hashed and compressed, in both ways that browsers know."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest

from market.static_files import SMALL, CompressedHashedStorage, ThriftyCompressor


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
