from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from market.outbox.actions import LONGEST_WAIT, TRIES, carry_out, record_effect, sweep, try_again, wait_after
from market.outbox.models import Effect
from market.outbox.registry import Hopeless
from tests.market.outbox.conftest import Bell

pytestmark = pytest.mark.django_db


def record(key: str = "one", **payload: Any) -> Effect:
    return record_effect(kind="test.bell", key=key, payload=payload)


def make_due(effect: Effect) -> None:
    Effect.objects.filter(pk=effect.pk).update(due_at=timezone.now())


def test_it_runs_the_handler_once_and_notes_it(bell: Bell) -> None:
    effect = record()
    assert carry_out(effect.pk)
    assert not carry_out(effect.pk)
    effect.refresh_from_db()
    assert bell.rung == ["one"]
    assert effect.done_at is not None
    assert effect.leased_until is None


def test_it_leaves_what_is_not_due(bell: Bell) -> None:
    effect = record_effect(kind="test.bell", key="x", payload={}, due_at=timezone.now() + timedelta(minutes=1))
    assert not carry_out(effect.pk)
    assert carry_out(effect.pk, at=timezone.now() + timedelta(minutes=2))


def test_it_leaves_what_somebody_holds(bell: Bell) -> None:
    effect = record()
    Effect.objects.filter(pk=effect.pk).update(leased_until=timezone.now() + timedelta(seconds=60))
    assert not carry_out(effect.pk)
    assert bell.rung == []


def test_it_tries_again_later_with_the_reason_kept(bell: Bell) -> None:
    bell.error = ConnectionError("no answer")
    effect = record()
    carry_out(effect.pk)
    effect.refresh_from_db()
    assert effect.last_error == "ConnectionError: no answer"
    assert effect.due_at > timezone.now() + timedelta(seconds=5)
    assert effect.leased_until is None
    bell.error = None
    make_due(effect)
    carry_out(effect.pk)
    effect.refresh_from_db()
    assert effect.done_at is not None
    assert effect.last_error == ""


def test_it_waits_longer_after_each_try_and_never_more_than_an_hour_and_a_quarter() -> None:
    assert [round(wait_after(1).total_seconds() / 10), round(wait_after(3).total_seconds() / 90)] == [1, 1]
    assert wait_after(TRIES) <= LONGEST_WAIT * 1.25
    assert len({wait_after(2) for _ in range(20)}) > 1


def test_it_parks_the_poison_and_carries_out_the_rest(bell: Bell) -> None:
    bell.error = ValueError("poison")
    poison = record("poison")
    others = [record(f"good-{n}", is_poison=False) for n in range(50)]
    for _ in range(TRIES):
        make_due(poison)
        sweep()
    poison.refresh_from_db()
    assert poison.parked_at is not None
    assert poison.attempts == TRIES
    assert list(Effect.objects.parked()) == [poison]
    assert Effect.objects.exclude(done_at=None).count() == len(others)
    make_due(poison)
    assert sweep() == 0


def test_it_parks_at_once_what_is_hopeless_and_takes_it_up_again_when_asked(bell: Bell) -> None:
    bell.error = Hopeless("no such order")
    effect = record()
    carry_out(effect.pk)
    assert Effect.objects.parked().get().last_error == "Hopeless: no such order"
    bell.error = None
    assert try_again(effect_id=effect.pk)
    assert carry_out(effect.pk)
    assert not try_again(effect_id=effect.pk)


def test_it_counts_the_tries_of_workers_that_died(bell: Bell) -> None:
    """A handler that kills its worker is poison as well: the try is counted before it runs."""
    effect = record()
    Effect.objects.filter(pk=effect.pk).update(attempts=TRIES - 1, leased_until=timezone.now() - timedelta(seconds=1))
    bell.error = ValueError("again")
    sweep()
    assert list(Effect.objects.parked()) == [effect]


def test_it_sweeps_oldest_first_and_not_more_than_the_limit(bell: Bell) -> None:
    for n in range(5):
        record_effect(kind="test.bell", key=f"{n}", payload={}, due_at=timezone.now() - timedelta(minutes=10 - n))
    assert sweep(limit=3) == 3
    assert bell.rung == ["0", "1", "2"]
    assert sweep(seconds=0) == 0


def test_it_looks_for_what_is_due_with_one_query(bell: Bell, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        sweep()
