"""A phone upriver may have an older app than the server, or a newer one: what it once sent is understood or waits."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from sellers.sync import versions
from sellers.sync.kinds import known_kinds
from tests.sellers.sync.compared import what_there_is
from tests.sellers.sync.faults import good_line
from tests.sellers.sync.phone import client_of, post
from tests.sellers.sync.recorded import MAY_BE_LEFT_OUT, all_days, days_of, strange
from tests.sellers.sync.replay import Replay
from tests.sellers.sync.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("light")]
Changed = Callable[[dict[str, Any]], dict[str, Any]]


def outcome(world: World, changed: Changed = dict) -> dict[str, Any]:
    """Send every recorded day, each in a market of its own; return what was there after each."""
    found = {}
    for name, day in all_days().items():
        replay = Replay(world, day)
        with transaction.atomic():
            answers = replay.send(good_line(replay.who.user), changed).answers
            assert {answer["state"] for answer in answers.values()} == {"done"}, (name, answers)
            assert len(answers) == len(day), name
            found[name] = what_there_is()
            transaction.set_rollback(True)
    return found


def test_each_kind_is_written_down_of_each_release_byte_for_byte():
    for release in range(1, versions.RELEASE + 1):
        sent = [one for day in days_of(release).values() for one in day]
        for one in sent:
            assert json.dumps(one.operation, separators=(",", ":"), ensure_ascii=False) == one.body
            assert (one.operation["v"], UUID(one.operation["id"]).version) == (release, 7)
            assert one.headers["content-type"] == "application/json"
            assert one.headers["x-sent-at"].isdigit()
        if release == versions.RELEASE:
            assert {one.operation["kind"] for one in sent} == set(known_kinds())
            assert [strange(one.body) for one in sent] == [""] * len(sent)


@pytest.mark.parametrize(
    "changed",
    [
        {"v": 2}, {"data": {}}, {"kind": "send_by_drone"}, {"id": "019a1b2c-3d4e-4f60-8a1b-2c3d4e5f6071"},
        {"made_at": "1795400000000"}, {"more": 1},
    ],
)  # fmt: skip
def test_an_app_that_sends_otherwise_than_is_written_down_is_noticed(changed):
    [one, *_] = (one for day in days_of(1).values() for one in day if one.operation["kind"] == "list_product")
    assert strange(one.body) == ""
    assert strange(json.dumps({**one.operation, **changed}))
    assert strange(json.dumps({**one.operation, "data": {**one.operation["data"], "colour": "merah"}}))
    assert strange(json.dumps({**one.operation, "data": {**one.operation["data"], "price": "27000"}}))


def test_what_an_app_once_sent_is_done_without_what_may_be_left_out(world):
    def left_out(operation: dict[str, Any]) -> dict[str, Any]:
        without = MAY_BE_LEFT_OUT.get(operation["kind"], set())
        return {**operation, "data": {name: value for name, value in operation["data"].items() if name not in without}}

    assert outcome(world, left_out).keys() == all_days().keys()


def test_what_an_app_once_sent_is_done_as_it_stands_and_comes_to_the_same_two_releases_later(world, monkeypatch):
    wanted = outcome(world)
    monkeypatch.setattr(versions, "RELEASE", 3)
    monkeypatch.setitem(versions.UPGRADES, 1, lambda kind, data: (f"{kind}_now", data["old"]))
    monkeypatch.setitem(versions.UPGRADES, 2, lambda kind, data: (kind.removesuffix("_now"), data))
    assert outcome(world, lambda operation: {**operation, "data": {"old": operation["data"]}}) == wanted


def test_an_answer_that_was_lost_is_the_same_from_the_servers_next_release(world, monkeypatch):
    for day in all_days().values():
        replay = Replay(world, day)
        with transaction.atomic(), monkeypatch.context() as later:
            phone = replay.send(good_line(replay.who.user))
            came = what_there_is()
            later.setattr(versions, "RELEASE", 2)
            later.setitem(versions.UPGRADES, 1, lambda kind, data: (kind, {**data, "new": True}))
            phone.queue = list(replay.sent)
            before, phone.answers = phone.answers, {}
            phone.send_all()
            assert phone.answers == before
            assert what_there_is() == came
            transaction.set_rollback(True)


def test_a_newer_app_waits_until_the_server_is_as_new(world, monkeypatch):
    there = what_there_is()
    for day in all_days().values():
        replay = Replay(world, day)
        for operation in replay.operations():
            answer = post(client_of(replay.who.user), {**operation, "v": versions.RELEASE + 1})
            assert (answer.status_code, answer.json()["state"], answer.json()["id"]) == (426, "newer", operation["id"])
    assert what_there_is() == there
    monkeypatch.setitem(versions.UPGRADES, versions.RELEASE, lambda kind, data: (kind, data))
    monkeypatch.setattr(versions, "RELEASE", versions.RELEASE + 1)
    outcome(world, lambda operation: {**operation, "v": versions.RELEASE})
