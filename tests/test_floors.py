"""The floors and walls of the house: kept, drawn as they are, and able to bite."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the house that stands at `root`."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    options = ["--config", str(root / "pyproject.toml"), "--no-cache"]
    return subprocess.run(  # noqa: S603
        [*command, *options], cwd=root, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def copied_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house in which violations can be planted."""
    copy = tmp_path_factory.mktemp("house")
    for room in ("market", "catalogue", "sellers", "cms"):
        shutil.copytree(
            ROOT / room, copy / room, ignore=shutil.ignore_patterns("__pycache__", "*.csv", "templates", "*.mo")
        )
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def test_it_keeps_every_floor_and_wall() -> None:
    result = lint(ROOT)

    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("room", "line", "contract"),
    [
        ("market/settlement", "from sellers.models import Seller", "Floors"),
        ("market/regions", "from market.accounts.models import User", "Floors"),
        ("market/shop/partner", "from market.shop.checkout import views", "Trade"),
        ("sellers", "from oscar.core.loading import get_model", "oscar"),
        ("market/settlement", "import stripe", "stripe"),
    ],
)
def test_it_finds_a_planted_violation(copied_house: Path, room: str, line: str, contract: str) -> None:
    planted = copied_house / room / "planted.py"
    planted.write_text(line + "\n")

    try:
        result = lint(copied_house)
    finally:
        planted.unlink()

    assert result.returncode != 0
    assert re.search(rf"{contract}.* BROKEN", result.stdout)
    assert ".planted" in result.stdout


def test_it_draws_the_floors_as_the_contract_has_them() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text()
    drawing = re.search(r"```floors\n(.*?)```", page, re.DOTALL)
    assert drawing is not None

    drawn = [line[14:] for line in drawing[1].splitlines()]
    assert drawn == next(c["layers"] for c in CONTRACTS if c["name"].startswith("Floors"))


def test_it_draws_the_shops_own_floors_as_the_contract_has_them() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text()
    drawing = re.search(r"```shop\n(.*?)```", page, re.DOTALL)
    assert drawing is not None

    layers = next(c["layers"] for c in CONTRACTS if c["name"].startswith("Trade"))
    assert drawing[1].strip().splitlines() == layers
