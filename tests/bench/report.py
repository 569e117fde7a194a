"""docs/benchmarks.md: each part has its place between two marks, and a run replaces those it has measured."""

from __future__ import annotations

from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"


class NoPlace(Exception):
    """The page has no marks for this part."""


def keep(part: str, text: str, page: Path = PAGE) -> None:
    """Write what a part has measured into its place."""
    page.write_text(placed(page.read_text(), part, text))


def placed(page: str, part: str, text: str) -> str:
    """Return the page with the text of one part in its place.

    Raises:
        NoPlace: when the page has no place for it.
    """
    begin, end = f"<!-- {part} begins -->\n", f"<!-- {part} ends -->"
    before, mark, rest = page.partition(begin)
    _old, second_mark, after = rest.partition(end)
    if not mark or not second_mark:
        raise NoPlace(f"docs/benchmarks.md has no place for {part!r}")
    return f"{before}{begin}{text}\n{end}{after}"
