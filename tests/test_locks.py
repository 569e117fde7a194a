"""The lock files hold what pyproject.toml asks for, with hashes, and name no host and no folder."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PRODUCTION = PROJECT["project"]["dependencies"]
ALL = [*PRODUCTION, *PROJECT["dependency-groups"]["dev"]]
LOCKS = {"requirements.lock": PRODUCTION, "requirements-dev.lock": ALL}


def pinned(lock: str) -> dict[str, str]:
    """Return each package of a lock with its version."""
    text = (ROOT / lock).read_text()
    return {
        canonicalize_name(name): version for name, version in re.findall(r"^([\w.\[\]-]+?)==([^ ;\\]+)", text, re.M)
    }


@pytest.mark.parametrize("lock", LOCKS)
def test_it_satisfies_what_the_project_asks_for(lock: str) -> None:
    versions = pinned(lock)

    wanted = [Requirement(line) for line in LOCKS[lock]]
    missing = [str(r) for r in wanted if not r.specifier.contains(versions.get(canonicalize_name(r.name), "0"))]
    assert missing == []


@pytest.mark.parametrize("lock", LOCKS)
def test_it_has_hashes_for_every_package(lock: str) -> None:
    blocks = re.split(r"\n(?=[\w])", (ROOT / lock).read_text())

    assert [block.split()[0] for block in blocks if "==" in block and "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_it_names_no_host_and_no_folder(lock: str) -> None:
    text = (ROOT / lock).read_text()

    assert re.findall(r"\w+://\S+|file:\S+|--(?:index|extra|find)\S*|@ \S+", text) == []


def test_it_gives_production_and_development_the_same_versions() -> None:
    production, development = pinned("requirements.lock"), pinned("requirements-dev.lock")

    assert production.items() <= development.items()
