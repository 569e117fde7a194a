"""Events of Stripe in any order, often and late, come to the same end as in order, and nobody is told twice."""

from __future__ import annotations

import os
import random
from collections import Counter
from typing import Any

import pytest
from django.utils import timezone

from market.ledger.models import Journal
from market.outbox.actions import carry_out
from market.outbox.models import Effect
from market.settlement.models import Payment
from tests.market.shop.drawn import Move, Path, draw, draw_many, is_in_order, live_through, shape_of
from tests.market.shop.streams import ASKED_FOR, LIFECYCLES, Outside, Shore, in_order, told, undone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]

SEED = os.environ.get("PROOF_SEED") or "20261121"
RICH = {
    "our refund fails, then disputed": 250,
    "disputed in vain": 400,
    "disputed and lost in part": 100,
    "disputed twice": 100,
}
POOR = {
    "paid at the second try": 5,
    "paid after the holder agreed": 5,
    "never paid": 5,
    "given back in two parts": 40,
    "given back after it arrived": 10,
    "our refund fails": 40,
    "their refund fails": 20,
    "disputed after it arrived": 25,
}
"""How many streams of each lifecycle are drawn, all of them different; of the rich ones one in twenty is in order."""
REPEATED = 0.8
"""At least this part of the streams hears something twice."""
PROVED = {
    "our refund fails, then disputed": 2_160,
    "disputed in vain": 2_640,
    "disputed and lost in part": 2_640,
    "disputed twice": 2_760,
}


@pytest.fixture
def shore(shore: Shore) -> Shore:
    """The shore, where the effect that would have started the payment after a while is carried out already."""
    Effect.objects.filter(kind="payment.start").update(due_at=timezone.now())
    for effect in Effect.objects.filter(kind="payment.start"):
        carry_out(effect.pk)
    return shore


def end_of(shore: Shore, name: str) -> dict[str, Any]:
    """Return how a lifecycle ends when everything arrives once and in order."""
    with undone(shore):
        in_order(shore, LIFECYCLES[name])
        return told(shore)


def try_streams(shore: Shore, name: str, wanted: int) -> None:
    steps = LIFECYCLES[name]
    most = wanted // 20 if name in RICH else wanted
    streams = draw_many(steps, shape_of(shore, steps), wanted, seed=f"{SEED} {name}", in_order=most)
    permuted = sum(not is_in_order(stream) for stream in streams)
    repeated = sum(
        len({(one.number, one.event) for one in stream if one.what == "event"})
        < sum(one.what == "event" for one in stream)
        for stream in streams
    )
    print(f"seed {SEED}, {name}: {wanted} streams, {permuted} out of order, {repeated} with repeats")  # noqa: T201
    assert permuted >= wanted - most
    assert repeated >= wanted * REPEATED
    assert try_all(shore, name, streams, end_of(shore, name)) == wanted, "each of them has an end of its own"


def try_all(shore: Shore, name: str, streams: list[tuple[Move, ...]], expected: dict[str, Any]) -> int:
    """Compare each stream's end with the expected one; return how many different ends were lived."""
    lived = 0

    def look(ended: int, path: Path) -> None:
        nonlocal lived
        assert told(shore) == expected, f"{name}: {path.moves}"
        lived += 1

    with undone(shore):
        live_through(shore, LIFECYCLES[name], streams, look, seed=SEED)
    return lived


def test_its_lifecycles_end_as_they_should_in_order(shore: Shore) -> None:
    total, found = shore.payment.amount, {name: end_of(shore, name) for name in LIFECYCLES}
    for name, end in found.items():
        assert (end["total"], end["parked"]) == (0, 0), name
        assert max(Counter(end["sent"]).values(), default=0) <= 1, "nobody is told twice"
        assert sorted(end["sent"]) == sorted(key for key, *_ in end["messages"])
    for name, taken in {
        "paid at the second try": (total, 0, 0),
        "never paid": (0, 0, 0),
        "given back in two parts": (total, 16_000, 0),
        "our refund fails": (total, 0, 0),
        "their refund fails": (total, 0, 0),
        "our refund fails, then disputed": (total, 0, 0),
        "disputed in vain": (total, 4_000, 0),
        "disputed and lost in part": (total, 8_000, 20_000),
        "disputed twice": (total, 0, 14_000),
    }.items():
        payment = found[name]["payment"]
        assert (payment["captured"], payment["refunded"], payment["lost"]) == taken, name


def test_1000_streams_are_tried_and_800_of_them_are_out_of_order() -> None:
    assert sum(RICH.values()) + sum(POOR.values()) == 1_000
    assert sum(PROVED.values()) >= 10_000
    assert sum(wanted - wanted // 20 for wanted in RICH.values()) >= 800
    assert RICH.keys() | POOR.keys() == LIFECYCLES.keys()


@pytest.mark.long
@pytest.mark.parametrize(("name", "wanted"), [*RICH.items(), *POOR.items()])
def test_streams_in_any_order_end_as_in_order(shore: Shore, name: str, wanted: int) -> None:
    try_streams(shore, name, wanted)


@pytest.mark.prove
@pytest.mark.parametrize(("name", "wanted"), PROVED.items())
def test_10000_streams_in_any_order_end_as_in_order(shore: Shore, name: str, wanted: int) -> None:
    try_streams(shore, name, wanted)


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        ("given back after it arrived", {"charge.refunded"}),
        ("disputed after it arrived", {"charge.dispute.funds_withdrawn", "charge.dispute.closed"}),
    ],
)
def test_it_would_notice_what_never_arrives(shore: Shore, name: str, lost: set[str]) -> None:
    steps, expected = LIFECYCLES[name], end_of(shore, name)
    shape = shape_of(shore, steps)
    streams = [draw(steps, shape, random.Random(number), kinds=ASKED_FOR - lost) for number in range(5)]
    with pytest.raises(AssertionError, match=name):
        try_all(shore, name, streams, expected)


def test_each_stream_leaves_nothing_behind(shore: Shore) -> None:
    with undone(shore):
        in_order(shore, LIFECYCLES["disputed and lost in part"])
        assert Journal.objects.exists()
        assert Outside.sent
    assert Outside.sent == []
    assert not Journal.objects.exists()
    assert Payment.objects.get().status == Payment.Status.WAITING
    assert shore.events() == []
