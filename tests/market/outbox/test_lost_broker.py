"""Workers are killed and the queue is lost at random moments: no effect is lost, none is taken twice outside.

An effect leaves at least once, always with the same key. What a worker had in hand when it was killed may have left
already, and leaves again; the receiver takes each key once, as a gateway does that heeds it.
The workers are Celery's, in processes of their own; the queue is Redis or the demo's folder; the record is PostgreSQL.
"""

from __future__ import annotations

import logging
import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from kombu.exceptions import OperationalError

from market.celery import app
from market.outbox import leases, registry, tasks
from market.outbox.actions import record_effect, sweep
from market.outbox.models import Effect
from tests.market.outbox.group import Broker, Folder, Group, InRedis, Receiver, knock

pytestmark = pytest.mark.django_db(transaction=True)

FEW, MANY = 1_000, 10_000
STRIKES = 16  # on average
INTERVAL = 1.0  # second between two sweeps; 30 s in production
PATIENCE = 400
SEED = int(os.environ.get("PROOF_SEED") or random.randrange(10**6))


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    monkeypatch.setitem(registry._handlers, "test.knock", knock)
    with Receiver() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(params=[Folder, InRedis], ids=["folder", "redis"])
def broker(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Broker]:
    """A queue in place of the tests' own, for this process and all that are forked from it."""
    with TemporaryDirectory() as folder:  # a socket's path must be short
        broker = request.param(Path(folder))
        yield from in_place(broker, monkeypatch)
        broker.go_away()


def in_place(broker: Broker, monkeypatch: pytest.MonkeyPatch) -> Iterator[Broker]:
    app.loader.import_default_modules()
    monkeypatch.setitem(app.conf, "broker_url", broker.url)
    monkeypatch.setitem(app.conf, "broker_transport_options", broker.options)
    monkeypatch.setitem(app.conf, "worker_enable_remote_control", broker.remote_control)
    monkeypatch.setattr(app, "_pool", None)
    monkeypatch.setattr(app.amqp, "_producer_pool", None)
    logging.disable(logging.WARNING)
    yield broker
    logging.disable(logging.NOTSET)


@pytest.fixture
def group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Group]:
    monkeypatch.setattr(leases, "LEASE", timedelta(seconds=5))
    monkeypatch.setattr(leases, "BEAT", timedelta(seconds=0.3))
    group = Group(tmp_path / "workers.log")
    yield group
    group.stop()


class Trouble:
    """What goes wrong, whenever a random number of effects has left: workers killed, messages lost, a broker gone."""

    def __init__(self, receiver: Receiver, broker: Broker, group: Group, often: int) -> None:
        self.receiver, self.broker, self.group, self.often = receiver, broker, group, often
        self.chance = random.Random(SEED)
        self.losses = 0
        self.next = self._soon()
        self.back = self.tick = 0.0

    def look(self) -> None:
        """Do what is due: bring the broker back, tick as the beat does, begin dead workers anew, strike."""
        now = time.monotonic()
        if self.back and now > self.back:
            self.broker.come_back()
            self.back = 0.0
        if now > self.tick:
            self.tick = now + INTERVAL
            ask_for_a_sweep()
        self.group.see_to_it()
        if self.receiver.knocks.total() >= self.next:
            self.next = self.receiver.knocks.total() + self._soon()
            self._strike(now)

    def _soon(self) -> int:
        return self.chance.randint(1, 2 * self.often)

    def _strike(self, now: float) -> None:
        what = self.chance.choice(["kill", "kill", "forget", "away"])
        if what == "kill":
            self.group.kill()
            return
        self.losses += 1
        if what == "forget":
            self.broker.forget()
        else:
            self.broker.go_away()
            self.back = now + self.chance.uniform(0.1, 0.8)


def ask_for_a_sweep() -> None:
    """Do as the beat does; a tick that the broker loses is lost."""
    try:
        tasks.sweep.apply_async(retry=False)
    except (OSError, OperationalError):
        return


def record(receiver: Receiver, number: int) -> None:
    record_effect(kind="test.knock", key=f"k{number}", payload={"port": receiver.server_address[1]})


def until(is_true: Callable[[], bool], meanwhile: Callable[[], object] = lambda: None) -> None:
    ends = time.monotonic() + PATIENCE
    while not is_true():
        assert time.monotonic() < ends, "waited too long"
        meanwhile()
        time.sleep(0.1)


def live_through_trouble(effects: int, receiver: Receiver, broker: Broker, group: Group) -> None:
    trouble = Trouble(receiver, broker, group, often=effects // STRIKES)
    group.start()
    for number in range(effects):
        record(receiver, number)
        trouble.look()
    until(lambda: not Effect.objects.filter(done_at=None).exists(), trouble.look)

    print(  # noqa: T201
        f"seed {SEED}: {effects} effects, workers killed {group.kills} times, queue lost {trouble.losses} times; "
        f"{receiver.repeated} knocks repeated"
    )
    assert sorted(receiver.taken) == sorted(f"k{number}" for number in range(effects)), "each once, no other"
    assert group.kills > 0
    assert trouble.losses > 0
    repeated = {key for key, knocks in receiver.knocks.items() if knocks > 1}
    assert repeated <= group.in_hand, "only what was in hand when a worker died is knocked for again"
    tries = dict(Effect.objects.values_list("key", "attempts"))
    assert all(knocks <= tries[key] for key, knocks in receiver.knocks.items())


def test_a_thousand_effects_survive_killed_workers_and_a_lost_queue(
    receiver: Receiver, broker: Broker, group: Group
) -> None:
    live_through_trouble(FEW, receiver, broker, group)


@pytest.mark.prove
def test_ten_thousand_effects_survive_killed_workers_and_a_lost_queue(
    receiver: Receiver, broker: Broker, group: Group
) -> None:
    live_through_trouble(MANY, receiver, broker, group)


def test_effects_are_lost_where_only_the_queue_is_trusted(receiver: Receiver, broker: Broker, group: Group) -> None:
    """The positive control: without the sweeper, what the queue forgot never happens."""
    for number in range(50):
        record(receiver, number)
    broker.forget()
    for number in range(50, 100):
        record(receiver, number)
    group.start()
    until(lambda: Effect.objects.exclude(done_at=None).count() == 50, group.see_to_it)
    assert len(receiver.taken) == 50

    sweep()
    assert len(receiver.taken) == 100
    assert receiver.repeated == 0
