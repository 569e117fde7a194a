"""Stories and places of the pilot regencies in two languages, read from stories.json and places.json."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Tale:
    """One story or place. `goods` names the goods whose live blocks stand between the paragraphs."""

    regency: str
    kind: str
    title: str
    lead: str
    text: list[str]
    title_en: str
    lead_en: str
    text_en: list[str]
    goods: list[str]
    access: str
    access_en: str


def stories() -> list[Tale]:
    """Return the stories."""
    return _read("stories.json")


def places() -> list[Tale]:
    """Return the places."""
    return _read("places.json")


def _read(name: str) -> list[Tale]:
    return [Tale(**tale) for tale in json.loads((HERE / name).read_text())]
