"""What tests of many days share: a market for them, and a picture pipeline that runs once for each photo."""

from __future__ import annotations

from typing import Any

import pytest

from market.pictures import files
from market.pictures.pipeline import clean_picture
from tests.sellers.sync.world import World, made_world


@pytest.fixture
def light(monkeypatch):
    """Spare the rounds the picture pipeline, which is proved by itself: each photo becomes the same picture."""
    cleaned: dict[bytes, Any] = {}

    def clean_once(data: bytes) -> Any:
        if data not in cleaned:
            cleaned[data] = clean_picture(data)
        return cleaned[data]

    monkeypatch.setattr(files, "clean_picture", clean_once)


@pytest.fixture
def world(siti, ratna, snacks) -> World:
    return made_world(siti, ratna, snacks)
