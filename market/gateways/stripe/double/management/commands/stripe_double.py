"""`manage.py stripe_double`: run the stand-in for Stripe until it is stopped."""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from market.gateways.stripe.double.guard import NotHere
from market.gateways.stripe.double.running import HOST, opened_server


class Command(BaseCommand):
    help = "Run the stand-in for Stripe on this machine, for the demo and for tests."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the addresses."""
        parser.add_argument("--host", default=HOST, help="the address to listen on; only this machine's is accepted")
        parser.add_argument("--port", type=int, default=8001)
        parser.add_argument("--webhook", help="where events are posted, such as http://127.0.0.1:8000/hooks/stripe/")
        parser.add_argument("--forget", action="store_true", help="keep nothing over a restart")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until SIGTERM or Ctrl-C; sessions are kept under VAR_DIR and found again at the next start."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _stop)
        state = None if options["forget"] else settings.VAR / "stripe_double.json"
        try:
            with opened_server(
                host=options["host"], port=options["port"], webhook_url=options["webhook"], state=state
            ) as server:
                self.stdout.write(f"Stripe double: {server.house.base}/")
                self.stdout.flush()
                server.serve_forever()
        except NotHere as refusal:
            raise CommandError(str(refusal)) from refusal


def _stop(number: int, frame: FrameType | None) -> None:
    """End the command; whoever signals twice does not disturb the tidying up."""
    for every in (signal.SIGTERM, signal.SIGINT):
        signal.signal(every, signal.SIG_IGN)
    sys.exit(0)
