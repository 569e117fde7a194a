"""Stories and places of the pilot regencies in two languages, read from stories.json and places.json."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Tale:
    """One story or place. `goods` names the goods whose live blocks stand between the paragraphs.

    A place may have the code of its village, a point, and `visit`: what its page says to visitors, by field.
    """

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
    topics: list[str] = field(default_factory=list)
    village: str = ""
    latitude: str = ""
    longitude: str = ""
    visit: dict[str, Any] = field(default_factory=dict)
    visit_en: dict[str, Any] = field(default_factory=dict)


def stories() -> list[Tale]:
    """Return the stories."""
    return _read("stories.json")


def places() -> list[Tale]:
    """Return the places."""
    return _read("places.json")


def pages() -> dict[str, list[dict[str, Any]]]:
    """Return agencies, villages' words, makers' pages, events and routes."""
    return dict(json.loads((HERE / "pages.json").read_text()))


def _read(name: str) -> list[Tale]:
    return [Tale(**tale) for tale in json.loads((HERE / name).read_text())]
