"""What a run measures, as `make bench ARGS=` says it."""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass

PARTS = ("webhook", "search", "pages", "weight")
MORE_PARTS = ("lighthouse", "profile")  # only when named
QUICK = "2000,20000"


@dataclass(frozen=True)
class Options:
    """`sizes` in products; each load of wrk takes `seconds`, `rounds` times; five ports from `port` on are used.

    `connections` are numbers of connections at the same time; one is always among them.
    """

    parts: tuple[str, ...]
    sizes: tuple[int, ...]
    connections: tuple[int, ...]
    seconds: int
    rounds: int
    workers: int
    port: int
    is_kept: bool


def read(arguments: list[str]) -> Options:
    """Return what the command line asks for; without parts it is all of them."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=", description="Measure; see docs/benchmarks.md.")
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS, *MORE_PARTS], help="all when none is named")
    parser.add_argument("--sizes", type=_numbers, default=_numbers(os.environ.get("SIZES") or QUICK))
    parser.add_argument("--connections", type=_numbers, default=(1, 16))
    parser.add_argument("--seconds", type=int, default=3, help="of each load")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2, help="of each web server")
    parser.add_argument("--port", type=int, default=9300, help="the first of five")
    parser.add_argument("--print-only", action="store_true", help="leave docs/benchmarks.md as it is")
    chosen = parser.parse_args(arguments)
    return Options(
        parts=tuple(chosen.parts) or PARTS,
        sizes=chosen.sizes,
        connections=tuple(sorted({1, *chosen.connections})),
        seconds=chosen.seconds,
        rounds=chosen.rounds,
        workers=chosen.workers,
        port=chosen.port,
        is_kept=not chosen.print_only,
    )


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(number) for number in text.split(",")))
