"""Loads an address with wrk and reads what it measured."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).parent / "wrk.lua"
PATIENCE = "30s"


class NoWrk(Exception):
    """The load tool is not installed; the text says how to install it."""


class Failed(Exception):
    """Some of the answers were errors, so there is nothing to be proud of."""


@dataclass(frozen=True)
class Load:
    """What one load measured: how many answers, how many a second, and latencies in milliseconds."""

    answers: int
    rate: float
    p50: float
    p95: float
    p99: float


@dataclass(frozen=True)
class Several:
    """The same load several times: the median of each figure, and the slowest and fastest rate."""

    rate: float
    slowest: float
    fastest: float
    p50: float
    p95: float
    p99: float


def require() -> None:
    """Raise NoWrk unless wrk can be started."""
    if shutil.which("wrk") is None:
        raise NoWrk("The load tool wrk is not installed. On Debian: apt-get install wrk")


def load(url: str, *, connections: int, seconds: int, cookie: str = "", is_cold: bool = False) -> Load:
    """Load an address for some seconds with so many connections that are kept open.

    What is cold is asked under another host name each time, so that no page cache knows it.
    """
    headers = ["-H", f"Cookie: {cookie}"] if cookie else []
    arguments = ["-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", PATIENCE, "-s", str(SCRIPT), *headers, url]
    told = {**os.environ, **({"BENCH_COLD": "1"} if is_cold else {})}
    done = subprocess.run(["wrk", *arguments], env=told, capture_output=True, text=True, check=True)  # noqa: S603, S607
    return parse(done.stdout)


def parse(output: str) -> Load:
    """Return what the last line of wrk's output says.

    Raises:
        Failed: when there were errors.
    """
    told = json.loads(output.strip().splitlines()[-1])
    if told["failed"]:
        raise Failed(f"{told['failed']} of {told['requests']} requests failed:\n{output}")
    rate = told["requests"] / (told["duration"] / 1e6)
    return Load(told["requests"], rate, told["p50"] / 1000, told["p95"] / 1000, told["p99"] / 1000)


def median_of(loads: Sequence[Load]) -> Several:
    """Return the median of each figure."""
    rates = [one.rate for one in loads]
    return Several(
        rate=statistics.median(rates),
        slowest=min(rates),
        fastest=max(rates),
        p50=statistics.median(one.p50 for one in loads),
        p95=statistics.median(one.p95 for one in loads),
        p99=statistics.median(one.p99 for one in loads),
    )
