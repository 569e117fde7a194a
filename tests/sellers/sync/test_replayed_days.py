"""What the app once sent, over a line that cuts, doubles, delays and lies: nothing lost, doubled or halved."""

from __future__ import annotations

from random import Random

import pytest
from django.db import transaction

from tests.sellers.sync.compared import There, differences, let_it_go_on, what_there_is
from tests.sellers.sync.faults import FAULTS, BadLine, good_line, rounds
from tests.sellers.sync.phone import client_of
from tests.sellers.sync.recorded import all_days
from tests.sellers.sync.replay import Replay
from tests.sellers.sync.world import World, ways_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("light")]


def a_recorded_day(replay: Replay, wanted: There, random: Random) -> set[str]:
    """Send what the app once sent over a bad line, check that it came to the same as over a good one, and undo it."""
    with transaction.atomic():
        line = BadLine(client_of(replay.who.user), random)
        phone = replay.send(line)
        line.settle()
        assert {answer["state"] for answer in phone.answers.values()} == {"done"}
        assert len(phone.answers) == len(replay.day)
        let_it_go_on()
        assert differences(what_there_is(), wanted) == {}, "none lost, none doubled, none by half"
        transaction.set_rollback(True)
    return set(line.met)


def over_a_good_line(replay: Replay) -> There:
    """Return what there is once a day has come over a line without faults, and what follows it; and undo it."""
    before = what_there_is()
    with transaction.atomic():
        phone = replay.send(good_line(replay.who.user))
        assert {answer["state"] for answer in phone.answers.values()} == {"done"}, phone.answers
        came = what_there_is()
        assert len(came["Arrival"]) - len(before["Arrival"]) == len(replay.day)
        assert sum(came[name] != before[name] for name in came) >= 2, "more than the note that it came"
        let_it_go_on()
        came = what_there_is()
        transaction.set_rollback(True)
    return came


def go_through(world: World, number: int) -> set[str]:
    """Go through so many days, each recorded one in its turn and in each way of paying; return the faults met."""
    days = [Replay(world, day, way) for day in all_days().values() for way in ways_of(day)]
    wanted = [over_a_good_line(one) for one in days]
    met: set[str] = set()
    for turn, random in enumerate(rounds(number)):
        one = days[turn % len(days)]
        met |= a_recorded_day(Replay(world, one.day, one.way), wanted[turn % len(days)], random)
    return met


def test_a_hundred_days_over_a_bad_line_lose_double_and_halve_nothing(world):
    assert go_through(world, 100) == {"none", *FAULTS}, "each fault was met"


@pytest.mark.prove
def test_a_thousand_days_over_a_bad_line_lose_double_and_halve_nothing(world):
    go_through(world, 1_000)
