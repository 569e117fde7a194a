"""The part "profile": where our own pages spend their time, asked in one process with production's settings.

Usage, as `make bench ARGS="profile --sizes 20000"` starts it: python -m tests.bench.profile PAGE=PATH…
Times are the shortest of some, and Python's are its own on the processor, so that a busy machine does not blur them.
"""

from __future__ import annotations

import cProfile
import pstats
import re
import subprocess
import sys
import sysconfig
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

from tests.bench import addresses, stores
from tests.bench.options import Options
from tests.bench.tables import table
from tests.bench.targets import FURTHER, OURS

TIMES, SLOWEST, HEAVIEST = 10, 5, 12
VALUES = re.compile(r"%s(?:, %s)*")
ROOT, STANDARD = str(Path.cwd()), sysconfig.get_path("stdlib")
Query = tuple[str, float]


def measure(options: Options) -> str:
    """Return Markdown on every page of ours at the largest size; the basket is empty."""
    size = max(options.sizes)
    stores.prepare(size)
    found = addresses.paths(OURS, addresses.choose(size))
    command = [sys.executable, "-m", "tests.bench.profile", *(f"{page}={path}" for page, path in found.items())]
    told = {**stores.environment("ours", size), **FURTHER[OURS]}
    done = subprocess.run(command, env=told, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    return f"{size:,} products, page cache off.\n\n{done.stdout}"


def main() -> None:
    """Profile the pages named and print them."""
    django.setup()
    from django.test import Client

    client = Client()
    for argument in sys.argv[1:]:
        page, path = argument.split("=", 1)
        sys.stdout.write(_about(page, lambda path=path: client.get(path)) + "\n")


def _about(page: str, ask: Callable[[], Any]) -> str:
    for _ in range(3):
        assert ask().status_code == 200, page
    whole = min(_timed(ask, time.perf_counter) for _ in range(TIMES))
    python = min(_timed(ask, time.process_time) for _ in range(TIMES))
    queries = _queries(ask)
    repeated = sum(times - 1 for times in Counter(VALUES.sub("?", sql) for sql, _spent in queries).values())
    in_database = sum(spent for _sql, spent in queries)
    head = (
        f"#### {page}\n\n{whole:.0f} ms, of them {python:.0f} in Python and {in_database:.0f} waiting for "
        f"{len(queries)} queries ({repeated} of them repeated).\n"
    )
    slowest = sorted(queries, key=lambda query: -query[1])[:SLOWEST]
    rows = [[_short(sql), f"{spent:.1f}"] for sql, spent in slowest]
    return "\n".join([head, table(["query", "ms"], rows, words=1), "", _heavy(ask)])


def _timed(ask: Callable[[], Any], clock: Callable[[], float]) -> float:
    began = clock()
    ask()
    return (clock() - began) * 1000


def _queries(ask: Callable[[], Any]) -> list[Query]:
    """Return each query with its shortest time in milliseconds."""
    from django.db import connection

    runs: list[list[Query]] = []

    def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, *rest)
        finally:
            runs[-1].append((sql, (time.perf_counter() - began) * 1000))

    with connection.execute_wrapper(watch):
        for _ in range(TIMES):
            runs.append([])
            ask()
    return [(same[0][0], min(spent for _sql, spent in same)) for same in zip(*runs, strict=True)]


def _heavy(ask: Callable[[], Any]) -> str:
    """Return in which functions time passes: by what they do themselves, and our own with all that they call."""
    profile = cProfile.Profile(time.process_time)
    profile.enable()
    for _ in range(TIMES):
        ask()
    profile.disable()
    entries = [
        (place, calls / TIMES, own / TIMES * 1000, together / TIMES * 1000)
        for place, (_primitive, calls, own, together, _callers) in pstats.Stats(profile).stats.items()  # type: ignore[attr-defined]
    ]
    ours = [one for one in entries if one[0][0].startswith(ROOT) and "site-packages" not in one[0][0]]
    found = sorted(entries, key=lambda one: -one[2])[:HEAVIEST] + sorted(ours, key=lambda one: -one[3])[:HEAVIEST]
    rows = [[_where(*place), f"{calls:.0f}", f"{own:.1f}", f"{whole:.1f}"] for place, calls, own, whole in found]
    return table(["function (profiled, so slower)", "calls", "own ms", "with all it calls"], rows, words=1) + "\n"


def _where(path: str, line: int, name: str) -> str:
    short = path.split("site-packages/")[-1].removeprefix(ROOT + "/").removeprefix(STANDARD + "/")
    return f"`{short}:{line} {name}`"


def _short(sql: str) -> str:
    text = re.sub(r"SELECT .*? FROM", "SELECT … FROM", " ".join(sql.split()), count=1)
    return f"`{text[:160].replace('|', '¦')}`"


if __name__ == "__main__":
    main()
