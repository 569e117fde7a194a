"""Sixteen workers on sixteen connections reach for one effect."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection

from market.outbox import actions, leases
from market.outbox.models import Effect
from tests.market.outbox.conftest import Bell

pytestmark = pytest.mark.django_db(transaction=True)

WORKERS = 16


def at_once(work: Callable[[], object]) -> None:
    """Run `work` in WORKERS threads that start together, each on a connection of its own."""
    gate = threading.Barrier(WORKERS)

    def one() -> None:
        try:
            connection.ensure_connection()
            gate.wait()
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_it_runs_the_handler_once_however_many_reach_for_it(bell: Bell) -> None:
    bell.seconds = 0.3
    effect = actions.record_effect(kind="test.bell", key="one", payload={})
    at_once(lambda: actions.carry_out(effect.pk))
    assert bell.rung == ["one"]


def test_it_runs_the_handler_many_times_without_the_lease(bell: Bell, monkeypatch: pytest.MonkeyPatch) -> None:
    """The positive control: looking first and then doing, as a naive worker would."""

    def no_lease(effect_id: int, now: datetime) -> Effect | None:
        return Effect.objects.free(now).filter(pk=effect_id).first()

    monkeypatch.setattr(leases, "take", no_lease)
    bell.seconds = 0.3
    effect = actions.record_effect(kind="test.bell", key="one", payload={})
    at_once(lambda: actions.carry_out(effect.pk))
    assert len(bell.rung) > 1


def test_it_shares_the_work_between_overlapping_sweeps(bell: Bell) -> None:
    for n in range(40):
        actions.record_effect(kind="test.bell", key=f"{n}", payload={})
    at_once(actions.sweep)
    assert sorted(bell.rung) == sorted(f"{n}" for n in range(40))


def test_it_records_one_row_when_many_record_the_same_key(bell: Bell) -> None:
    at_once(lambda: actions.record_effect(kind="test.bell", key="same", payload={}))
    assert Effect.objects.filter(key="same").count() == 1
