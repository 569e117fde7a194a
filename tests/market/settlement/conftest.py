"""Orders with money on the way, written straight into the tables, and a gateway of our own that plays any news."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings

from market.gateways import registry
from tests.market.settlement.stand import Stand
from tests.market.settlement.world import check_the_books


@pytest.fixture
def stand(monkeypatch: pytest.MonkeyPatch) -> Stand:
    """A gateway that pays, gives back and disputes as told, under every code."""
    import_module(settings.ROOT_URLCONF)  # no page may be loaded while this gateway stands in, and keep it for good
    stand = Stand()
    monkeypatch.setattr(registry, "all_gateways", lambda: dict.fromkeys(("stripe", "transfer", "qris", "cash"), stand))
    return stand


@pytest.fixture
def books(db: Any) -> Iterator[Callable[[], None]]:
    """Look at every account now, and once more when the test is over."""
    yield check_the_books
    check_the_books()
