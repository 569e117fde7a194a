"""Orders with money on the way, written straight into the tables, and a gateway of our own that plays any news."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from market.gateways import registry
from market.settlement.models import OrderGroup, Payment, SellerPayout
from tests.market.settlement.stand import Stand
from tests.market.settlement.world import Sold, check_the_books, paid_purchase


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


@pytest.fixture
def group(stand: Stand) -> OrderGroup:
    """Two sellers: Rp65.000 with 5 % commission, and Rp30.000 without."""
    return paid_purchase(
        stand, Sold(goods=45_000, delivery=20_000, commission=2_250), Sold(goods=30_000, delivery=0, commission=0)
    )


@pytest.fixture
def payment(group: OrderGroup) -> Payment:
    return group.payments.get()


@pytest.fixture
def proofs_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the proofs of payouts in a folder of the test's own."""
    storage = SellerPayout._meta.get_field("proof").storage
    monkeypatch.setitem(storage.__dict__, "location", str(tmp_path))
