"""Two releases of a small country."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from market.regions.actions import import_areas

DATA = Path(__file__).parent / "data"
OLDER, NEWER = DATA / "3.1.2", DATA / "4.0.1"
FIRST_DAY = datetime(2025, 8, 1, tzinfo=UTC)
SECOND_DAY = datetime(2026, 5, 6, tzinfo=UTC)


@pytest.fixture
def country(db: None) -> None:
    """The small country as of 4.0.1."""
    import_areas(folder=NEWER, release="4.0.1", at=FIRST_DAY)


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A copy of 4.0.1 to spoil."""
    return Path(shutil.copytree(NEWER, tmp_path / "release"))
