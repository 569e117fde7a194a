"""`manage.py rebuild_listing`: writes what lists show anew, should somebody have put the triggers out of action."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from catalogue.listed import relist_everything


class Command(BaseCommand):
    help = "Write the rows and counts of all lists anew. Triggers keep them; this is only for after a disaster."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{relist_everything()} goods are listed.")
