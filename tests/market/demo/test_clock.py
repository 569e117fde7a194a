from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from market.demo import clock, site

A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def own_clock(settings: Any, tmp_path: Path) -> Path:
    settings.VAR = tmp_path
    return tmp_path / "clock"


def is_ahead(by: timedelta) -> bool:
    return abs(timezone.now() - datetime.now(tz=UTC) - by) < timedelta(seconds=5)


@pytest.mark.django_db
def test_it_moves_the_time_that_the_site_tells_and_sets_it_right_again(client: Client) -> None:
    assert is_ahead(timedelta())
    client.post("/demo/jam/", {"hours": "24"})
    client.post("/demo/jam/", {"hours": "1"})
    assert is_ahead(A_DAY + timedelta(hours=1))
    assert "dimajukan" in client.get("/demo/").content.decode()
    client.post("/demo/jam/", {"hours": "0"})
    assert is_ahead(timedelta())


def test_it_counts_a_broken_file_as_real_time(own_clock: Path) -> None:
    own_clock.write_text("tomorrow")
    assert is_ahead(timedelta())


def test_the_stripe_double_is_told_where_the_clock_is(own_clock: Path) -> None:
    clock.move(A_DAY)
    commands: list[tuple[str, ...]] = []

    class Listed:
        def start(self, name: str, *command: str) -> None:
            commands.append(command)

    site.start_site(Listed(), port=9000, var=own_clock.parent)  # type: ignore[arg-type]
    double = next(command for command in commands if "market.gateways.stripe.double" in command)
    assert Path(double[double.index("--clock") + 1]).read_text() == str(24 * 3600)
