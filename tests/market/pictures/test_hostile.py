"""Whatever somebody sends, the child that opens it is small and quick, and the house stands."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.market.pictures.hostile import KINDS, PHOTO, Dice, hostile
from tests.market.pictures.made import tags_in, written

ROOT = Path(__file__).resolve().parents[3]
MEGABYTES, SECONDS, CPU = 256, 3, 2.5
NOT_IN_A_PICTURE = (b"<script", b"<?php", b"PK\x05\x06", b"%PDF", b"GIF89a")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit memory")


def measure(pictures: Iterable[tuple[str, bytes]], folder: Path, *how: str) -> dict[str, dict[str, Any]]:
    """Return what each picture was answered and what it took, by its place and kind."""
    for number, (name, data) in enumerate(pictures):
        (folder / f"{number:04} {name}.sent").write_bytes(data)
    command = [sys.executable, "-m", "tests.market.pictures.measure", str(folder), *how]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    return {row["name"]: row for row in map(json.loads, done.stdout.splitlines())}


def assert_harmless(rows: dict[str, dict[str, Any]], folder: Path) -> None:
    opened = [row for row in rows.values() if "cpu" in row]
    assert max(row["megabytes"] for row in opened) <= MEGABYTES
    assert max(row["cpu"] for row in opened) <= CPU
    assert all(not row["words"] for name, row in rows.items() if PHOTO in name), "honest photos pass in between"
    for path in folder.glob("*.clean"):
        clean = path.read_bytes()
        assert Image.open(BytesIO(clean)).format in {"JPEG", "WEBP"}
        assert tags_in(clean) == []
        assert not [words for words in NOT_IN_A_PICTURE if words in clean]
        assert clean != path.with_suffix(".sent").read_bytes()


@pytest.mark.long
def test_nothing_hostile_takes_much_memory_or_time(tmp_path: Path) -> None:
    rows = measure(hostile(len(KINDS) + 1, seed=1), tmp_path)
    assert len(rows) == len(KINDS) + 1
    assert_harmless(rows, tmp_path)
    assert "terlalu berat" in next(row["words"] for name, row in rows.items() if "scan_upon_scan" in name)


def test_the_control_takes_more_where_nothing_limits_it(tmp_path: Path) -> None:
    heavy = written(Image.new("RGBA", (7000, 7000), (1, 2, 3, 4)), "PNG")
    (row,) = measure([("rgba", heavy)], tmp_path, "free").values()
    assert row["megabytes"] > MEGABYTES


@pytest.mark.prove
def test_nothing_of_two_hundred_hostile_pictures_takes_much(tmp_path: Path) -> None:
    rows = measure(hostile(200, seed=2), tmp_path)
    assert len(rows) == 200
    assert_harmless(rows, tmp_path)
    assert max(row.get("seconds", 0) for row in rows.values()) <= SECONDS


@pytest.mark.prove
def test_the_control_takes_long_where_nothing_limits_it(tmp_path: Path) -> None:
    (row,) = measure([("scans", KINDS["scan_upon_scan"](Dice(1)))], tmp_path, "free").values()
    assert row["cpu"] > SECONDS
