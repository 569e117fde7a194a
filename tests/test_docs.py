"""The documents speak of everything that can be set, made and run."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = "\n".join(path.read_text() for path in sorted((ROOT / "market" / "settings").glob("*.py")))
READ = re.compile(r'env\.(?:text|secrets?|flag|whole|names)\(\s*"([A-Z_]+)"|environ(?:\.get\(|\[)"([A-Z_]+)"')
VARIABLES = sorted({first or second for first, second in READ.findall(SETTINGS)})
TARGETS = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
COMMANDS = sorted(
    path.stem
    for room in ("market", "catalogue", "sellers", "cms")
    for path in (ROOT / room).glob("**/management/commands/[a-z]*.py")
)


@pytest.mark.parametrize("variable", VARIABLES)
def test_it_documents_each_setting(variable: str) -> None:
    assert f"`{variable}`" in (ROOT / "docs" / "settings.md").read_text()
    assert re.search(rf"^#? ?{variable}=", (ROOT / ".env.example").read_text(), re.MULTILINE)


@pytest.mark.parametrize("target", TARGETS)
def test_it_documents_each_make_target(target: str) -> None:
    assert f"`make {target}" in (ROOT / "README.md").read_text() + (ROOT / "CONTRIBUTING.md").read_text()


@pytest.mark.parametrize("command", COMMANDS)
def test_it_documents_each_management_command(command: str) -> None:
    assert f"`manage.py {command}" in (ROOT / "CONTRIBUTING.md").read_text()


def test_it_documents_each_library() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text().lower()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lines = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    declared = [re.split(r"[^A-Za-z0-9-]", line)[0] for line in lines]

    assert [name for name in declared if f"| {name.lower()} |" not in page] == []


@pytest.mark.parametrize("page", sorted(ROOT.glob("docs/**/*.md")) + sorted(ROOT.glob("*.md")), ids=lambda p: p.name)
def test_it_links_to_what_is_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text())

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_it_lists_each_decision() -> None:
    index = (ROOT / "docs" / "decisions" / "README.md").read_text()

    pages = [path.name for path in (ROOT / "docs" / "decisions").glob("*.md") if path.name != "README.md"]
    assert [name for name in pages if f"({name})" not in index] == []
