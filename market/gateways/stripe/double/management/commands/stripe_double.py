"""`manage.py stripe_double`: run the stand-in for Stripe until it is stopped.

`python -m market.gateways.stripe.double` does the same and starts faster.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from market.gateways.stripe.double.guard import NotHere
from market.gateways.stripe.double.running import add_arguments, serve


class Command(BaseCommand):
    help = "Run the stand-in for Stripe on this machine, for the demo and for tests."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the addresses."""
        add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until SIGTERM or Ctrl-C."""
        try:
            serve(
                host=options["host"],
                port=options["port"],
                webhook=options["webhook"],
                clock=options["clock"],
                forget=options["forget"],
            )
        except NotHere as refusal:
            raise CommandError(str(refusal)) from refusal
