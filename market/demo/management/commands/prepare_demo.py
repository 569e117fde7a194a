"""Bring the demo's database up to date: schema, official areas, then people and goods when there are none."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from market.accounts.models import User
from market.demo import stamps
from market.demo.making.sizes import SIZES


def _has_people() -> bool:
    return User._meta.db_table in connection.introspection.table_names() and User.objects.exists()


class Command(BaseCommand):
    """Each part leaves a stamp in the database, so a second run does nothing."""

    help = "Migrate, load the official areas and make the demo data, as far as that is still to be done."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--size", choices=SIZES, default="small")

    def handle(self, *args: Any, size: str, **options: Any) -> None:
        known = stamps.read_database(connection)
        if "demo" not in known and _has_people():
            raise CommandError(
                "The database that DATABASE_URL names has people in it and is not the demo's; the demo keeps out. "
                "Unset DATABASE_URL, or name an empty database."
            )
        migrations = stamps.of_migrations(settings.ROOT)
        if known.get("migrations") != migrations:
            self._do("Migrated", "migrate", interactive=False, verbosity=0)
            stamps.write_database(connection, migrations=migrations)
        if "areas" not in known:
            self._do("Areas loaded", "load_regions")
            stamps.write_database(connection, areas="loaded")
        if "demo" not in known:
            with transaction.atomic():  # cut short, it leaves nothing half made
                self._do("People and goods made", "make_demo", size=size)
            stamps.write_database(connection, demo=size)

    def _do(self, what: str, command: str, **options: Any) -> None:
        started = time.monotonic()
        call_command(command, **options)
        self.stdout.write(f"{what} in {time.monotonic() - started:.1f} s")
