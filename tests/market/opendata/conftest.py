"""The small shop with a story, and an API that nobody has asked anything yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from tests.market.pagecache.conftest import kept as kept
from tests.market.pagecache.conftest import shop as shop


@pytest.fixture(autouse=True)
def unasked(settings: Any) -> Iterator[None]:
    settings.API_PER_MINUTE = 100_000
    cache.clear()
    yield
    cache.clear()
