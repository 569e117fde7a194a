"""Streams of events drawn by chance, and lived through: what begins alike is done once for all who begin so."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace

from django.db import connection

from tests.market.shop.streams import ASKED_FOR, RECEIVED, Act, Shore, deliver, due_effects, take, undone, work_off

ORDERS = 2
"""How many orders are tried in which what is due may be carried out."""


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
    """One move of a stream: the `number`-th step is taken, its `event` arrives, or work is done in some `order`.

    Of an event that arrives again `order` is what it says of `pending_webhooks`, in which tellings may differ.
    """

    what: str
    number: int = 0
    event: int = 0
    order: int = 0


def draw(
    steps: list[Act], shape: list[list[str]], chance: random.Random, *, kinds: frozenset[str] | None = ASKED_FOR
) -> tuple[Move, ...]:
    """Draw a stream: each event one to five times, late and in any order, some at the second try; work now and then.

    `kinds` are those that arrive at all; None lets every kind arrive.
    """
    moves: list[Move] = []
    under_way: list[tuple[float, Move]] = []
    for number, step in enumerate(steps):
        if step is RECEIVED:
            _bring(moves, under_way, float("inf"), chance)
        moves.append(Move("step", number))
        for event, kind in enumerate(shape[number]):
            if kinds is not None and kind not in kinds:
                continue
            tries = [number + chance.random() * len(steps) for _ in range(chance.randint(1, 5))]
            dropped = len(tries) > 1 and chance.random() < 0.3
            under_way += [(when, Move("event", number, event)) for when in sorted(tries)[1 if dropped else 0 :]]
        _bring(moves, under_way, number + 1, chance)
    _bring(moves, under_way, float("inf"), chance)
    return tuple(moves)


def _bring(moves: list[Move], under_way: list[tuple[float, Move]], until: float, chance: random.Random) -> None:
    due = sorted(one for one in under_way if one[0] <= until)
    under_way[:] = [one for one in under_way if one[0] > until]
    for _, move in due:
        moves.append(replace(move, order=chance.choice([0, 0, 0, 1])) if move in moves else move)
        if chance.random() < 0.4:
            moves.append(Move("work", order=chance.randrange(ORDERS)))
    if until == float("inf"):
        moves.append(Move("work", order=chance.randrange(ORDERS)))


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
) -> None:
    """Let streams happen, and `look` at so many that come to their end on a path; which begin alike share it.

    `streams` are what is still to come of them. Where they part, each way is undone before the next is gone. What
    comes again, and work when nothing is due, is done too, and must find nothing new; so nobody parts over it.
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
        assert not _make(shore, steps, move, path), f"{move} was to be nothing new"
    if ended:
        connection.check_constraints()
        look(ended, path)
    for move, those in ways.items():
        with undone(shore) if len(those) < len(streams) else nullcontext():
            ahead = _ahead(shore, move, path)
            _make(shore, steps, move, path)
            live_through(shore, steps, those, look, ahead)


def _is_idle(move: Move, path: Path, *, is_busy: bool) -> bool:
    if move.what == "event":
        return path.event(move) in path.arrived
    return move.what == "work" and not is_busy


def _ahead(shore: Shore, move: Move, path: Path) -> Path:
    ahead = replace(path, moves=(*path.moves, move))
    if move.what == "step":
        return replace(ahead, starts=(*path.starts, len(shore.events())))
    return replace(ahead, arrived=path.arrived | {path.event(move)}) if move.what == "event" else ahead


def _make(shore: Shore, steps: list[Act], move: Move, path: Path) -> bool:
    """Make a move; return whether it was news, or there was something to do."""
    if move.what == "event":
        return deliver(shore.events()[path.event(move)] | {"pending_webhooks": move.order})
    if move.what == "work":
        return work_off(random.Random(move.order)) > 0
    take(shore, steps[move.number])
    return True
