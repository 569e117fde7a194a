"""What stands between the paragraphs of some stories besides goods, in two languages, read from story_blocks.json."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LANGUAGES = {"id", "en"}


@cache
def _all() -> dict[str, list[dict[str, Any]]]:
    return json.loads((HERE / "story_blocks.json").read_text())


def blocks_of(title: str, language: str) -> list[dict[str, Any]]:
    """Return what is added to a story: after which paragraph, which block, and its words in one language."""
    return [_said(block, language) for block in _all().get(title, [])]


def scenes_of(title: str) -> list[tuple[str, str]]:
    """Return kind and title of the scenes that a story's galleries show."""
    blocks = blocks_of(title, "id")
    return [(kind, words) for block in blocks if block["block"] == "gallery" for kind, words in block["pictures"]]


def _said(value: Any, language: str) -> Any:
    if isinstance(value, list):
        return [_said(each, language) for each in value]
    if isinstance(value, dict):
        if set(value) == LANGUAGES:
            return value[language]
        return {name: _said(each, language) for name, each in value.items()}
    return value
