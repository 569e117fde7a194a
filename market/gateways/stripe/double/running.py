"""The double for as long as it is needed: `running_double()` for tests, `serve()` for the demo.

Nothing here wants Django's apps to be set up, which would take longer than all the rest of the start.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from django.conf import settings

from market.gateways.stripe.double.guard import refuse_to_run
from market.gateways.stripe.double.house import House
from market.gateways.stripe.double.server import Handler, Server

HOST = "127.0.0.1"


@contextmanager
def opened_server(
    *,
    host: str = HOST,
    port: int = 0,
    webhook_url: str | None = None,
    state: Path | None = None,
    clock: Path | None = None,
    first_pause: float = 1.0,
) -> Iterator[Server]:
    """Bind the port (0 takes a free one) and give the server, not yet serving.

    `state` names a file that keeps the sessions over a restart, `clock` one that says by how many seconds time is
    ahead; `first_pause` is the wait in seconds before a webhook is tried again, doubled each time. Raises NotHere
    where the double must not run.
    """
    refuse_to_run(host, webhook_url)
    with Server((host, port), Handler) as server:
        server.house = House(
            base=f"http://{host}:{server.server_port}",
            webhook_url=webhook_url,
            secret=settings.STRIPE_WEBHOOK_SECRETS[0],
            state=state,
            clock=clock,
            first_pause=first_pause,
        )
        try:
            yield server
        finally:
            server.house.close()


@contextmanager
def running_double(
    port: int = 0,
    webhook_url: str | None = None,
    *,
    state: Path | None = None,
    clock: Path | None = None,
    first_pause: float = 0.1,
) -> Iterator[str]:
    """Serve from a background thread and give the base address, to be put in STRIPE_API_BASE."""
    with opened_server(
        port=port, webhook_url=webhook_url, state=state, clock=clock, first_pause=first_pause
    ) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server.house.base
        finally:
            server.shutdown()
            thread.join()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the addresses."""
    parser.add_argument("--host", default=HOST, help="the address to listen on; only this machine's is accepted")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--webhook", help="where events are posted, such as http://127.0.0.1:8000/hooks/stripe/")
    parser.add_argument("--clock", type=Path, help="a file with the seconds by which the demo's clock is ahead")
    parser.add_argument("--forget", action="store_true", help="keep nothing over a restart")


def serve(*, host: str, port: int, webhook: str | None, clock: Path | None, forget: bool) -> None:
    """Serve until SIGTERM or Ctrl-C; sessions are kept under VAR_DIR and found again at the next start."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    state = None if forget else settings.VAR / "stripe_double.json"
    with opened_server(host=host, port=port, webhook_url=webhook, state=state, clock=clock) as server:
        sys.stdout.write(f"Stripe double: {server.house.base}/\n")
        sys.stdout.flush()
        server.serve_forever()


def _stop(number: int, frame: FrameType | None) -> None:
    """End the process; whoever signals twice does not disturb the tidying up."""
    for every in (signal.SIGTERM, signal.SIGINT):
        signal.signal(every, signal.SIG_IGN)
    sys.exit(0)
