"""Events of Stripe in any order, often and late, come to the same end as in order, and nobody is told twice."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest

from market.ledger.models import Journal
from market.settlement.models import Payment
from tests.market.shop.drawn import Move, Path, draw, live_through, shape_of
from tests.market.shop.streams import ASKED_FOR, HOW_OFTEN, LIFECYCLES, Shore, in_order, told, undone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]

SEED = 20261121


def ends(shore: Shore) -> dict[str, dict[str, Any]]:
    """Return how each lifecycle ends when everything arrives once and in order."""
    found = {}
    for name, steps in LIFECYCLES.items():
        with undone(shore):
            in_order(shore, steps)
            found[name] = told(shore)
    return found


def try_streams(shore: Shore, numbers: Iterable[int]) -> None:
    """Every tenth stream has events of all kinds, the others those that we ask Stripe for."""
    numbers = list(numbers)
    expected = ends(shore)
    shapes = {name: shape_of(shore, steps) for name, steps in LIFECYCLES.items()}
    drawn: dict[str, list[tuple[Move, ...]]] = {}
    for number in numbers:
        chance = random.Random(SEED + number)
        name = chance.choices(list(HOW_OFTEN), list(HOW_OFTEN.values()))[0]
        kinds = None if number % 10 == 0 else ASKED_FOR
        drawn.setdefault(name, []).append(draw(LIFECYCLES[name], shapes[name], chance, kinds=kinds))
    compared = [try_all(shore, name, streams, expected[name]) for name, streams in drawn.items()]
    assert sum(compared) == len(numbers)


def try_all(shore: Shore, name: str, streams: list[tuple[Move, ...]], expected: dict[str, Any]) -> int:
    """Compare each stream's end with the expected one; return how many were compared."""
    compared = 0

    def look(ended: int, path: Path) -> None:
        nonlocal compared
        assert told(shore) == expected, f"{name}: {path.moves}"
        compared += ended

    with undone(shore):
        live_through(shore, LIFECYCLES[name], streams, look)
    return compared


def test_its_lifecycles_end_as_they_should_in_order(shore: Shore) -> None:
    total, found = shore.payment.amount, ends(shore)
    for name, end in found.items():
        assert (end["total"], end["parked"]) == (0, 0), name
        assert max(Counter(key for key, *_ in end["messages"]).values(), default=0) <= 1
    for name, taken in {
        "paid at the second try": (total, 0, 0),
        "never paid": (0, 0, 0),
        "given back in two parts": (total, 16_000, 0),
        "disputed in vain": (total, 4_000, 0),
        "disputed and lost in part": (total, 8_000, 20_000),
        "disputed twice": (total, 0, 14_000),
    }.items():
        payment = found[name]["payment"]
        assert (payment["captured"], payment["refunded"], payment["lost"]) == taken, name


@pytest.mark.long
def test_1000_streams_in_any_order_end_as_in_order(shore: Shore) -> None:
    try_streams(shore, range(1_000))


@pytest.mark.prove
def test_10000_streams_in_any_order_end_as_in_order(shore: Shore) -> None:
    try_streams(shore, range(10_000))


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        ("given back after it arrived", {"charge.refunded"}),
        ("disputed after it arrived", {"charge.dispute.funds_withdrawn", "charge.dispute.closed"}),
    ],
)
def test_it_would_notice_what_never_arrives(shore: Shore, name: str, lost: set[str]) -> None:
    steps, expected = LIFECYCLES[name], ends(shore)[name]
    shape = shape_of(shore, steps)
    streams = [draw(steps, shape, random.Random(number), kinds=ASKED_FOR - lost) for number in range(5)]
    with pytest.raises(AssertionError, match=name):
        try_all(shore, name, streams, expected)


def test_each_stream_leaves_nothing_behind(shore: Shore) -> None:
    with undone(shore):
        in_order(shore, LIFECYCLES["disputed and lost in part"])
        assert Journal.objects.exists()
    assert not Journal.objects.exists()
    assert Payment.objects.get().status == Payment.Status.WAITING
    assert shore.events() == []
