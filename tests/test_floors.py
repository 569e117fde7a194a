"""The floors and walls of the house: kept, drawn as they are, and able to bite."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
OTHERS = {"catalogue", "sellers", "cms"}
STRIPE_ROOM = "market.gateways.stripe"


def contract(words: str) -> dict[str, Any]:
    """Return the one contract whose name has these words."""
    [found] = [contract for contract in CONTRACTS if words in contract["name"]]
    return found


def inside(package: str, *, with_modules: bool) -> set[str]:
    """Return the names of the packages that stand directly in a package, and of its modules if wanted."""
    folder = ROOT.joinpath(*package.split("."))
    packages = {path.parent.name for path in folder.glob("*/__init__.py")}
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"} if with_modules else set()
    return {f"{package}.{name}" for name in packages | modules}


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
    ("room", "line", "broken"),
    [
        ("market/settlement", "from sellers.models import Seller", "Floors"),
        ("market/regions", "from market.accounts.models import User", "Floors"),
        ("market/shop/partner", "from market.shop.checkout import views", "Trade"),
        ("sellers/actions", "from sellers.sync import edits", "Makers"),
        ("sellers", "from oscar.core.loading import get_model", "oscar"),
        ("market/settlement", "import stripe", "stripe"),
        ("market/settings", "import stripe", "stripe"),
    ],
)
def test_it_finds_a_planted_violation(copied_house: Path, room: str, line: str, broken: str) -> None:
    planted = copied_house / room / "planted.py"
    planted.write_text(line + "\n")

    try:
        result = lint(copied_house)
    finally:
        planted.unlink()

    assert result.returncode != 0
    assert re.search(rf"{broken}.* BROKEN", result.stdout)
    assert ".planted" in result.stdout


def test_it_gives_every_room_a_floor() -> None:
    floors = {room for line in contract("Floors")["layers"] for room in re.split(r" [|:] ", line)}

    assert inside("market", with_modules=True) | OTHERS == floors


def test_it_keeps_stripe_out_of_all_but_its_own_room() -> None:
    everything = inside("market", with_modules=True) | inside("market.gateways", with_modules=True) | OTHERS

    assert set(contract("stripe")["source_modules"]) == everything - {"market.gateways", STRIPE_ROOM}


def test_it_draws_the_floors_as_the_contract_has_them() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text()
    drawing = re.search(r"```floors\n(.*?)```", page, re.DOTALL)
    assert drawing is not None

    drawn = [line[14:] for line in drawing[1].splitlines()]
    assert drawn == contract("Floors")["layers"]


@pytest.mark.parametrize(("drawn", "name"), [("shop", "Trade"), ("makers", "Makers")])
def test_it_draws_a_rooms_own_floors_as_the_contract_has_them(drawn: str, name: str) -> None:
    page = (ROOT / "docs" / "architecture.md").read_text()
    drawing = re.search(rf"```{drawn}\n(.*?)```", page, re.DOTALL)
    assert drawing is not None

    assert drawing[1].strip().splitlines() == contract(name)["layers"]
