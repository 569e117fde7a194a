"""Serve the site with granian; Django is imported once, before the workers are forked from this process.

Usage: python -m market.demo.web PORT [WORKERS]
"""

from __future__ import annotations

import sys

import django
from django.urls import get_resolver
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server


def serve(port: int, workers: int) -> None:
    """Serve until told to end; loopback only."""
    django.setup()
    _ = get_resolver().url_patterns
    server = Server(
        "market.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        workers_kill_timeout=10,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        websockets=False,
    )
    server.serve()


if __name__ == "__main__":
    serve(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2)
