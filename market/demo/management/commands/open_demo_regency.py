"""`manage.py open_demo_regency --host kukar.localhost:8000`: the demo's own regency, at the port of this start."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from market.demo import stamps
from market.demo.guard import NotADemo
from market.demo.making.regency import open_pilot


class Command(BaseCommand):
    help = "Give one regency of the demo a site of its own; run again to change its host name."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", required=True, help="its host name with the port")

    def handle(self, *args: Any, host: str, **options: Any) -> None:
        try:
            opened = open_pilot(host=host)
        except NotADemo as refusal:
            raise CommandError(str(refusal)) from None
        stamps.write_database(connection, regency=host)
        self.stdout.write(f"{opened.site.site_name}: {opened.site.root_url}/")
