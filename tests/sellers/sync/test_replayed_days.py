"""What the app once sent, over a line that cuts, doubles, delays and lies: nothing lost, doubled or halved."""

from __future__ import annotations

from random import Random

import pytest
from django.db import transaction

from tests.sellers.sync.faults import FAULTS, BadLine, good_line, rounds
from tests.sellers.sync.phone import client_of
from tests.sellers.sync.recorded import all_days
from tests.sellers.sync.replay import Replay, World, what_there_is

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("light")]


def a_recorded_day(replay: Replay, wanted: dict[str, list[str]], random: Random) -> set[str]:
    """Send what the app once sent over a bad line, check that it came to the same as over a good one, and undo it."""
    with transaction.atomic():
        line = BadLine(client_of(replay.who.user), random)
        phone = replay.send(line)
        line.settle()
        assert {answer["state"] for answer in phone.answers.values()} == {"done"}
        assert len(phone.answers) == len(replay.day)
        assert what_there_is() == wanted, "none lost, none doubled, none by half"
        transaction.set_rollback(True)
    return set(line.met)


def over_a_good_line(replay: Replay) -> dict[str, list[str]]:
    """Return what there is once a day has come over a line without faults, and undo it."""
    before = what_there_is()
    with transaction.atomic():
        phone = replay.send(good_line(replay.who.user))
        assert {answer["state"] for answer in phone.answers.values()} == {"done"}, phone.answers
        came = what_there_is()
        assert len(came["Arrival"]) - len(before["Arrival"]) == len(replay.day)
        assert sum(came[name] != before[name] for name in came) >= 2, "more than the note that it came"
        transaction.set_rollback(True)
    return came


def go_through(world: World, number: int) -> set[str]:
    """Go through so many days, each recorded one in its turn; return the faults that they met."""
    days = list(all_days().values())
    wanted = [over_a_good_line(Replay(world, day)) for day in days]
    met: set[str] = set()
    for turn, random in enumerate(rounds(number)):
        met |= a_recorded_day(Replay(world, days[turn % len(days)]), wanted[turn % len(days)], random)
    return met


def test_a_hundred_days_over_a_bad_line_lose_double_and_halve_nothing(world):
    assert go_through(world, 100) == {"none", *FAULTS}, "each fault was met"


@pytest.mark.prove
def test_a_thousand_days_over_a_bad_line_lose_double_and_halve_nothing(world):
    go_through(world, 1_000)
