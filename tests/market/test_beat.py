"""What the clock asks of the worker; tests/journeys/test_clockwork.py sees the real one do it."""

from __future__ import annotations

from market.celery import app


def test_it_asks_for_what_must_not_wait_and_for_nothing_that_is_not_there() -> None:
    app.loader.import_default_modules()
    seconds = {entry["task"]: entry["schedule"] for entry in app.conf.beat_schedule.values()}

    assert seconds["market.outbox.tasks.sweep"] == 30
    assert seconds["market.shop.order.tasks.release_expired"] == 60
    assert seconds["market.shop.order.tasks.receive_overdue"] == 3600
    assert set(seconds) <= set(app.tasks)
