"""A look at the site's own processes while something happens to them: memory, work, and whether it still answers.

Linux tells this in /proc; other systems do not.
"""

from __future__ import annotations

import os
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.journeys.site import LiveSite

EVERY = 0.02  # seconds; a child lives 60 ms at least
ASKED = ("/readyz", "/")
ASKED_EVERY = 0.25
PATIENCE = 30
PROC = Path("/proc")


@dataclass
class Seen:
    """What was seen: megabytes of each web process at first and at most, of each child, and its seconds of work."""

    web_before: dict[int, float] = field(default_factory=dict)
    web_most: dict[int, float] = field(default_factory=dict)
    child_most: dict[int, float] = field(default_factory=dict)
    child_work: dict[int, float] = field(default_factory=dict)
    answers: list[tuple[str, int, float]] = field(default_factory=list)
    """Address, status and seconds of each page that was asked for meanwhile; status 0 for no answer."""

    @property
    def grown(self) -> float:
        """By how many megabytes the web process grew that grew most."""
        return max(most - self.web_before[pid] for pid, most in self.web_most.items())


def web_processes(site: LiveSite) -> list[int]:
    """Return the numbers of the web server's processes; its workers are called what it is called."""
    port = str(urlsplit(site.url).port).encode()
    found = [int(one.name) for one in PROC.glob("[0-9]*") if {b"market.demo.web", port} <= set(_command(one))]
    assert found, "no web server is running"
    return sorted(found)


@contextmanager
def watched(site: LiveSite) -> Iterator[Seen]:
    """Look at the web server and at the children that open its pictures, and ask for pages all the while."""
    seen, ended = Seen(), threading.Event()
    web = web_processes(site)
    seen.web_before = {pid: _megabytes(pid, "VmRSS") for pid in web}
    threads = [
        threading.Thread(target=_look, args=(web, seen, ended)),
        threading.Thread(target=_ask, args=(site, seen, ended)),
    ]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        ended.set()
        for thread in threads:
            thread.join()
    assert web_processes(site) == web, "none of them had to be started anew"


def _look(web: list[int], seen: Seen, ended: threading.Event) -> None:
    others: set[str] = set()
    while not ended.wait(EVERY):
        for pid in web:
            seen.web_most[pid] = max(seen.web_most.get(pid, 0), _megabytes(pid, "VmRSS"))
        for child in _children(web, others):
            seen.child_most[child] = max(seen.child_most.get(child, 0), _megabytes(child, "VmHWM"))
            seen.child_work[child] = max(seen.child_work.get(child, 0), work_of([child]))


def _ask(site: LiveSite, seen: Seen, ended: threading.Event) -> None:
    turn = 0
    while not ended.wait(ASKED_EVERY):
        path, began = ASKED[turn % len(ASKED)], time.monotonic()
        seen.answers.append((path, _status(site.address(path)), time.monotonic() - began))
        turn += 1


def _status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310  (our own http address)
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def _children(web: list[int], others: set[str]) -> Iterator[int]:
    """Yield what opens pictures for these processes now; `others` are known to be none of theirs."""
    for name in os.listdir(PROC):
        if name not in others and name.isdigit():
            if int((_stat(name) or ["", "0"])[1]) not in web:
                others.add(name)
            elif any(part.endswith(b"pictures/child.py") for part in _command(PROC / name)):
                yield int(name)


def _command(process: Path) -> list[bytes]:
    with suppress(OSError):
        return (process / "cmdline").read_bytes().split(b"\0")
    return []


def _megabytes(pid: int, name: str) -> float:
    with suppress(OSError):
        for line in (PROC / str(pid) / "status").read_text().splitlines():
            if line.startswith(name):
                return int(line.split()[1]) / 1024
    return 0.0


def work_of(pids: Iterable[int]) -> float:
    """Return how many seconds the processor has worked for these, and for their children that have ended."""
    ticks = sum(sum(map(int, _stat(str(pid))[11:15])) for pid in pids)
    return ticks / os.sysconf("SC_CLK_TCK")


def _stat(name: str) -> list[str]:
    """Return what /proc/<pid>/stat says behind the command's name; nothing where it has ended."""
    with suppress(OSError):
        return (PROC / name / "stat").read_text().rpartition(")")[2].split()
    return []
