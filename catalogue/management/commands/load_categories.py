from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from catalogue.actions import load_categories


class Command(BaseCommand):
    help = "Make the starter categories; what staff have changed since stays."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{load_categories()} kategori dibuat.")
