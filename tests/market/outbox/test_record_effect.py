from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from market.outbox.actions import KeyTaken, record_effect, sweep
from market.outbox.models import Effect
from market.outbox.registry import UnknownKind, carries_out
from tests.market.outbox.conftest import Bell

pytestmark = pytest.mark.django_db


def record(key: str = "one", **more: Any) -> Effect:
    return record_effect(kind="test.bell", key=key, payload={"n": 1}, **more)


def test_it_gives_the_same_row_for_the_same_key(bell: Bell) -> None:
    assert record().pk == record().pk
    assert Effect.objects.filter(key="one").count() == 1


def test_it_refuses_a_key_of_another_kind(bell: Bell, monkeypatch: pytest.MonkeyPatch) -> None:
    record()
    with pytest.raises(KeyTaken, match="test.bell"):
        record_effect(kind="notify.send", key="one", payload={})


def test_it_refuses_a_kind_that_nobody_carries_out() -> None:
    with pytest.raises(UnknownKind, match="AppConfig.ready"):
        record_effect(kind="test.nobody", key="one", payload={})


def test_it_refuses_two_handlers_for_one_kind(bell: Bell) -> None:
    with pytest.raises(ValueError, match="Two handlers"):
        carries_out("test.bell")(lambda payload, *, key: None)


@pytest.mark.django_db(transaction=True)
def test_it_forgets_the_effect_when_the_change_is_rolled_back(bell: Bell) -> None:
    with transaction.atomic():
        record()
        transaction.set_rollback(True)
    assert not Effect.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_it_survives_a_broker_that_is_down_at_commit(
    bell: Bell, settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from market.celery import app

    monkeypatch.setitem(app.conf, "broker_url", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(app.amqp, "_producer_pool", None, raising=False)
    app.pool.force_close_all()
    app._pool = None
    try:
        with caplog.at_level(logging.WARNING), transaction.atomic():
            record()
    finally:
        app._pool = None
        app.amqp._producer_pool = None
    assert "was lost" in caplog.text
    assert sweep() == 1
    assert bell.rung == ["one"]


@pytest.mark.django_db(transaction=True)
def test_it_nudges_only_what_is_due(bell: Bell, monkeypatch: pytest.MonkeyPatch) -> None:
    from market.outbox import tasks

    nudged: list[int] = []
    monkeypatch.setattr(tasks.nudge, "apply_async", lambda args, **more: nudged.extend(args))
    now = record()
    record("later", due_at=timezone.now() + timedelta(hours=1))
    assert nudged == [now.pk]
