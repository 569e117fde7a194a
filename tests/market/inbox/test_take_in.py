from __future__ import annotations

import threading

import pytest
from django.db import connection

from market.inbox import registry
from market.inbox.actions import DifferentBody, process_arrival, take_in, take_in_all
from market.inbox.models import Arrival
from market.inbox.registry import UnknownSource
from market.outbox.actions import sweep
from market.outbox.models import Effect

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    taken: list[str] = []

    def handler(arrival: Arrival) -> str:
        taken.append(arrival.body)
        return "pesanan dibayar"

    monkeypatch.setitem(registry._handlers, "test", handler)
    return taken


def send(body: str = '{"a": 1}', external_id: str = "evt_1") -> tuple[Arrival, bool]:
    return take_in(source="test", external_id=external_id, body=body)


def test_it_keeps_the_body_as_it_came_and_processes_it_later(taken: list[str]) -> None:
    arrival, is_new = send('{ "a":1 }\n')
    assert is_new
    assert arrival.body == '{ "a":1 }\n'
    assert taken == []
    sweep()
    arrival.refresh_from_db()
    assert arrival.outcome == "pesanan dibayar"
    assert arrival.taken_at is not None


def test_it_answers_a_redelivery_with_the_first_row_and_never_runs_twice(taken: list[str]) -> None:
    first, _ = send()
    sweep()
    again, is_new = send()
    assert (again.pk, is_new) == (first.pk, False)
    sweep()
    assert process_arrival(first.pk) == "pesanan dibayar"
    assert len(taken) == 1


def test_it_refuses_the_same_id_with_another_body(taken: list[str]) -> None:
    send()
    with pytest.raises(DifferentBody):
        send('{"a": 2}')
    assert Arrival.objects.get().body == '{"a": 1}'


def test_it_refuses_a_source_that_nobody_takes() -> None:
    with pytest.raises(UnknownSource, match="takes"):
        take_in(source="stranger", external_id="1", body="")
    assert not Arrival.objects.exists()


def test_it_tries_again_when_the_handler_fails_and_keeps_nothing_of_the_failed_try(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def handler(arrival: Arrival) -> str:
        Arrival.objects.create(source="test", external_id="made by the handler", body="", body_hash="")
        raise ConnectionError("gateway down")

    monkeypatch.setitem(registry._handlers, "test", handler)
    arrival, _ = send()
    sweep()
    arrival.refresh_from_db()
    assert arrival.taken_at is None
    assert Arrival.objects.count() == 1
    assert "gateway down" in Effect.objects.get().last_error


@pytest.mark.django_db(transaction=True)
def test_it_takes_sixteen_deliveries_at_once_as_one(taken: list[str]) -> None:
    gate = threading.Barrier(16)
    new: list[bool] = []

    def deliver() -> None:
        try:
            connection.ensure_connection()
            gate.wait()
            arrival, is_new = send()
            new.append(is_new)
            process_arrival(arrival.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=deliver) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(new) == 1
    assert len(new) == 16
    assert len(taken) == 1


def test_it_takes_many_at_once_as_it_takes_one_and_leaves_the_known_alone(taken: list[str]) -> None:
    take_in(source="test", external_id="evt_1", body="first")
    bodies = {"evt_1": "other", "evt_2": "second", "evt_3": "third"}
    for _ in range(2):
        take_in_all(source="test", bodies=bodies)
    assert dict(Arrival.objects.values_list("external_id", "body")) == {**bodies, "evt_1": "first"}
    assert Effect.objects.filter(kind="inbox.process").count() == 3
    assert take_in(source="test", external_id="evt_2", body="second")[1] is False
