"""The running site: web server, Celery worker with its beat, and the Stripe double, for demo and tests alike."""

from __future__ import annotations

import socket
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from market.demo.supervisor import Supervisor

REGENCY = "kukar.localhost"
"""The host of the regency with a site of its own; browsers know that such names are this machine."""


class PortTaken(Exception):
    """Something else listens on a port that we need; the text says which and what to do."""


def addresses(port: int) -> dict[str, str]:
    """Return the environment that tells every process where the site and the Stripe double are."""
    return {
        "BASE_URL": f"http://127.0.0.1:{port}",
        "STRIPE_API_BASE": f"http://127.0.0.1:{port + 1}",
    }


def require_free(*ports: int) -> None:
    """Raise PortTaken unless each port on the loopback is free."""
    for port in ports:
        with closing(socket.socket()) as knock:
            knock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                knock.bind(("127.0.0.1", port))
            except OSError:
                raise PortTaken(
                    f"Port {port} is in use. Stop what runs there, or choose another: make demo PORT={port + 100}"
                ) from None


def start_site(supervisor: Supervisor, *, port: int, var: Path, workers: int = 2) -> None:
    """Start the three processes; the double listens on `port + 1`."""
    supervisor.start("web", "-m", "market.demo.web", str(port), str(workers))
    webhook = f"http://127.0.0.1:{port}/hooks/stripe/"
    double = ("-m", "market.gateways.stripe.double")  # starts in a fraction of the time of manage.py stripe_double
    clock = str(var / "clock")  # written by market.demo.clock; without it no session could be opened for tomorrow
    supervisor.start("stripe", *double, "--port", str(port + 1), "--webhook", webhook, "--clock", clock)
    supervisor.start("worker", *worker_command(var))


def worker_command(var: Path) -> tuple[str, ...]:
    """Return the Celery worker with its beat inside, for one machine."""
    as_root = ("-W", "ignore:You're running the worker with superuser")  # as demos in containers do
    celery = ("-m", "celery", "--quiet", "-A", "market", "worker", "--concurrency", "2", "--loglevel", "WARNING")
    beat = ("--beat", "--schedule", str(var / "celery" / "beat"))
    return (*as_root, *celery, *beat, "--without-gossip", "--without-mingle")


def warm(port: int) -> None:
    """Ask for the first pages once, so that the first visitor does not wait for their pictures to be made."""
    for path in ("/", "/produk/"):
        _status(f"http://127.0.0.1:{port}{path}", seconds=60)
    _status(f"http://127.0.0.1:{port}/", seconds=60, host=f"{REGENCY}:{port}")


def is_ready(port: int) -> bool:
    """Does /readyz answer 200?"""
    return _status(f"http://127.0.0.1:{port}/readyz") == 200


def answers(port: int) -> bool:
    """Does something listen on this port?"""
    with closing(socket.socket()) as knock:
        knock.settimeout(1)
        return knock.connect_ex(("127.0.0.1", port)) == 0


def _status(url: str, seconds: float = 5, host: str = "") -> int:
    asked = urllib.request.Request(url, headers={"Host": host} if host else {})  # noqa: S310 (our own http address)
    try:
        with urllib.request.urlopen(asked, timeout=seconds) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def child_environment(base: Mapping[str, str], port: int) -> dict[str, str]:
    """Return the environment of the processes: the same settings as here, the addresses, unbuffered words.

    From 4 MB on a block of memory goes back to the system at once: decoded pictures leave nothing behind.
    """
    return {**base, **addresses(port), "PYTHONUNBUFFERED": "1", "MALLOC_MMAP_THRESHOLD_": str(4 * 1024 * 1024)}
