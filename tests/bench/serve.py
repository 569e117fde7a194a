"""Serve whatever DJANGO_SETTINGS_MODULE names, in the same way for all that are compared (see `market.demo.web`).

Usage: python -m tests.bench.serve PORT WORKERS
"""

from __future__ import annotations

import sys

import django
from django.conf import settings
from django.urls import get_resolver
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server


def serve(port: int, workers: int) -> None:
    """Serve until told to end; loopback only."""
    django.setup()
    _ = get_resolver().url_patterns
    own = settings.WSGI_APPLICATION  # ours hands kept pages out before Django begins, as in production
    Server(
        own.replace(".application", ":application") if own else "django.core.wsgi:get_wsgi_application",
        factory=not own,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
        websockets=False,
    ).serve()


if __name__ == "__main__":
    serve(int(sys.argv[1]), int(sys.argv[2]))
