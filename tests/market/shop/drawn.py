"""Streams of events drawn by chance, and lived through: what begins alike is done once for all who begin so."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace

from django.db import connection

from tests.market.shop.streams import ASKED_FOR, BARRIERS, Act, Shore, deliver, due_effects, take, undone, work_off

SIBLINGS = 24
"""How many streams are drawn with one beginning; living through it once is enough for all of them."""


def shape_of(shore: Shore, steps: list[Act]) -> list[list[str]]:
    """Return the kinds of the events that each step of a lifecycle makes."""
    shape = []
    with undone(shore):
        for step in steps:
            known = len(shore.events())
            take(shore, step)
            shape.append([event["type"] for event in shore.events()[known:]])
            for event in shore.events()[known:]:
                deliver(event)
            work_off()
    return shape


@dataclass(frozen=True, order=True)
class Move:
    """One move of a stream: the `number`-th step is taken, its `event` arrives, or what is due is carried out.

    `telling` is what an event that arrives again says of `pending_webhooks`, in which tellings may differ.
    """

    what: str
    number: int = 0
    event: int = 0
    telling: int = 0


def draw(
    steps: list[Act],
    shape: list[list[str]],
    chance: random.Random,
    *,
    kinds: frozenset[str] | None = ASKED_FOR,
    late: random.Random | None = None,
) -> tuple[Move, ...]:
    """Draw a stream: each event one to five times, late and in any order, some at the second try; work now and then.

    `kinds` are those that arrive at all; None lets every kind arrive. `late` decides instead of `chance` from the
    last step on.
    """
    moves: list[Move] = []
    under_way: list[tuple[float, Move]] = []
    for number, step in enumerate(steps):
        if step in BARRIERS:
            _bring(moves, under_way, float("inf"), chance)
        if late and number == len(steps) - 1:
            chance = late
        moves.append(Move("step", number))
        for event, kind in enumerate(shape[number]):
            if kinds is not None and kind not in kinds:
                continue
            first = number + chance.random() * len(steps)
            again = [first + chance.random() * len(steps) for _ in range(chance.choice([0, 0, 1, 1, 2, 4]))]
            under_way += [(when, Move("event", number, event)) for when in (first, *again)]
        _bring(moves, under_way, number + 1, chance)
    _bring(moves, under_way, float("inf"), chance)
    return tuple(moves)


def _bring(moves: list[Move], under_way: list[tuple[float, Move]], until: float, chance: random.Random) -> None:
    due = sorted(one for one in under_way if one[0] <= until)
    under_way[:] = [one for one in under_way if one[0] > until]
    for _, move in due:
        moves.append(replace(move, telling=chance.choice([0, 0, 0, 1])) if move in moves else move)
        if chance.random() < 0.4:
            moves.append(Move("work"))
    if until == float("inf"):
        moves.append(Move("work"))


def tell_apart(moves: tuple[Move, ...]) -> tuple[Move, ...]:
    """Return what of a stream can make a difference: steps, first arrivals, and work when something is due.

    A stream that only repeats what another one brought, too, is no other stream.
    """
    kept: list[Move] = []
    is_due = False
    for move in moves:
        if move.what == "event":
            if (move := replace(move, telling=0)) in kept:
                continue
            is_due = True
        elif move.what == "work":
            if not is_due:
                continue
            is_due = False
        kept.append(move)
    return tuple(kept)


def is_in_order(moves: tuple[Move, ...]) -> bool:
    """Do the events arrive for the first time as they happened?"""
    firsts = [move for move in tell_apart(moves) if move.what == "event"]
    return firsts == sorted(firsts)


def draw_many(
    steps: list[Act], shape: list[list[str]], wanted: int, *, seed: str, in_order: int
) -> list[tuple[Move, ...]]:
    """Draw until there are so many that differ, at most `in_order` of them in order.

    Every tenth has events of all kinds, the others those that we ask Stripe for.
    """
    found: dict[tuple[Move, ...], tuple[Move, ...]] = {}
    for number in range(wanted * 100 + 5_000):
        beginning, late = random.Random(f"{seed} {number // SIBLINGS}"), random.Random(f"{seed} late {number}")
        kinds = None if number // SIBLINGS % 10 == 0 else ASKED_FOR
        moves = draw(steps, shape, beginning, kinds=kinds, late=late)
        if tell_apart(moves) in found or (is_in_order(moves) and in_order == 0):
            continue
        in_order -= is_in_order(moves)
        found[tell_apart(moves)] = moves
        if len(found) == wanted:
            return list(found.values())
    raise AssertionError(f"only {len(found)} of {wanted} streams differ")


@dataclass(frozen=True)
class Path:
    """What streams have in common so far: the moves, the number of each step's first event, the events that came."""

    moves: tuple[Move, ...] = ()
    starts: tuple[int, ...] = ()
    arrived: frozenset[int] = frozenset()

    def event(self, move: Move) -> int:
        return self.starts[move.number] + move.event


def live_through(
    shore: Shore,
    steps: list[Act],
    streams: list[tuple[Move, ...]],
    look: Callable[[int, Path], None],
    path: Path = Path(),
    *,
    seed: str = "",
) -> None:
    """Let streams happen, and `look` at so many that come to their end on a path; which begin alike share it.

    `streams` are what is still to come of them. Where they part, each way is undone before the next is gone. What
    comes again, and work when nothing is due, is done too, and must find nothing new; so nobody parts over it.
    What is due is carried out in an order that is drawn anew, by the `seed`, for each path.
    """
    is_busy = bool(due_effects())
    ways: dict[Move, list[tuple[Move, ...]]] = {}
    ended, idle = 0, set()
    for stream in streams:
        rest = list(stream)
        while rest and _is_idle(rest[0], path, is_busy=is_busy):
            idle.add(rest.pop(0))
        if rest:
            ways.setdefault(rest[0], []).append(tuple(rest[1:]))
        else:
            ended += 1
    for move in sorted(idle):
        assert not _make(shore, steps, move, path, seed), f"{move} was to be nothing new"
    if ended:
        connection.check_constraints()
        look(ended, path)
    for move, those in ways.items():
        with undone(shore) if len(those) < len(streams) else nullcontext():
            ahead = _ahead(shore, move, path)
            _make(shore, steps, move, path, seed)
            live_through(shore, steps, those, look, ahead, seed=seed)


def _is_idle(move: Move, path: Path, *, is_busy: bool) -> bool:
    if move.what == "event":
        return path.event(move) in path.arrived
    return move.what == "work" and not is_busy


def _ahead(shore: Shore, move: Move, path: Path) -> Path:
    ahead = replace(path, moves=(*path.moves, move))
    if move.what == "step":
        return replace(ahead, starts=(*path.starts, len(shore.events())))
    return replace(ahead, arrived=path.arrived | {path.event(move)}) if move.what == "event" else ahead


def _make(shore: Shore, steps: list[Act], move: Move, path: Path, seed: str) -> bool:
    """Make a move; return whether it was news, or there was something to do."""
    if move.what == "event":
        return deliver(shore.events()[path.event(move)] | {"pending_webhooks": move.telling})
    if move.what == "work":
        return work_off(random.Random(f"{seed} {path.moves}")) > 0
    take(shore, steps[move.number])
    return True
