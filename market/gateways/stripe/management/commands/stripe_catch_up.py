"""`manage.py stripe_catch_up`: fetch the events that no webhook brought, as the worker's clock does by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from market.gateways.base import GatewayRefused, GatewayUnavailable
from market.gateways.stripe.catch_up import catch_up


class Command(BaseCommand):
    help = "Fetch the events of Stripe that no webhook brought; what is known already changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how far to look back."""
        parser.add_argument("--days", type=int, help="look so many days back (30 at most), not to the last run")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run once and say what came of it."""
        now = timezone.now()
        since = now - timedelta(days=options["days"]) if options["days"] else None
        try:
            caught_up = catch_up(now=now, since=since)
        except (GatewayUnavailable, GatewayRefused) as silence:
            raise CommandError(f"Stripe could not be asked: {silence}") from silence
        self.stdout.write(f"{caught_up.seen} events seen, {caught_up.taken} of them new")
