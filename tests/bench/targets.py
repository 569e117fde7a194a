"""What is measured side by side: two floors, stock Oscar and ours, each on a server and a port of its own."""

from __future__ import annotations

import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import psutil
from django.conf import settings

from market.demo import site
from market.demo.supervisor import Child, Supervisor, ending_them_all
from tests.bench import stores

STEP, STILL = 0.25, 0.02
FLOORS, STOCK, OURS, KEPT, SHARED = "floors", "stock", "ours", "kept", "redis"
"""`OURS` makes every page anew, `KEPT` is the same with the page cache on, as in production, `SHARED` finds
pages in Redis only."""

FURTHER = {
    FLOORS: {"DJANGO_SETTINGS_MODULE": "tests.bench.floors.settings"},
    STOCK: {},
    OURS: {"PAGE_CACHE": "off"},
    KEPT: {"PAGE_CACHE": "memory"},
    SHARED: {"PAGE_CACHE_MEGABYTES": "0"},
}


@dataclass
class Target:
    """A server that runs, and the name of its database. `times` are the last known of its processes by number."""

    name: str
    port: int
    child: Child
    database: str
    cookies: dict[str, str] = field(default_factory=dict)
    times: dict[int, float] = field(default_factory=dict)

    def url(self, path: str) -> str:
        """Return the whole address."""
        return f"http://127.0.0.1:{self.port}{path}"

    def seconds_used(self) -> float:
        """Return how long its processes, and those that PostgreSQL had for its database, were on the processor."""
        first = psutil.Process(self.child.process.pid)
        sessions = [each for each in psutil.process_iter(["cmdline"]) if _is_session(each, self.database)]
        for process in [first, *first.children(recursive=True), *sessions]:
            with suppress(psutil.NoSuchProcess):
                self.times[process.pid] = sum(process.cpu_times()[:2])
        return sum(self.times.values())

    def drain(self) -> None:
        """Wait until it does nothing any more: wrk leaves requests behind that are still being served."""
        before = self.seconds_used()
        while True:
            time.sleep(STEP)
            now = self.seconds_used()
            if now - before < STILL * STEP:
                return
            before = now


@contextmanager
def running(
    size: int, *, port: int, workers: int, names: tuple[str, ...], redis: str = "", **told: str
) -> Iterator[dict[str, Target]]:
    """Run these targets on the kept databases of one size; `told` is put into their environment.

    `redis` is the address of the one that `SHARED` needs.
    """
    site.require_free(*range(port, port + len(names)))
    logs = stores.folder(size) / "log"
    with ending_them_all(Supervisor({}, settings.ROOT, logs, is_quiet=True)) as supervisor:
        found = {}
        for number, name in enumerate(names, start=port):
            command = [sys.executable, "-m", "tests.bench.serve", str(number), str(workers)]
            further = {"BASE_URL": f"http://127.0.0.1:{number}", **({"PAGE_CACHE": redis} if name == SHARED else {})}
            environment = {**_environment(name, size), **further, **told}
            child = Child(name, command, environment, settings.ROOT, logs, is_quiet=True)
            supervisor.children.append(child)
            child.start()
            found[name] = Target(name, number, child, stores.name_of(_whose(name), size))
        for target in found.values():
            supervisor.wait_until(
                lambda port=target.port: _answers(port), seconds=90, what=f"An answer of {target.name}"
            )
        yield found


def _environment(name: str, size: int) -> dict[str, str]:
    return {**stores.environment(_whose(name), size), **FURTHER[name]}


def _whose(name: str) -> str:
    return STOCK if name == STOCK else OURS


def _is_session(process: psutil.Process, database: str) -> bool:
    """PostgreSQL names its processes so: "postgres: user database [local] idle"."""
    words = " ".join(process.info["cmdline"] or []).split()
    return words[:1] == ["postgres:"] and database in words


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30).close()
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False
    return True
