"""`manage.py build_site_tree`: home, its lists, help and terms in both languages, the workflow, editors' rights."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from cms.tree.actions import build_site_tree


class Command(BaseCommand):
    help = "Lay out the pages of the site and let editors in; what editors have written since stays."

    def handle(self, *args: Any, **options: Any) -> None:
        home = build_site_tree()
        self.stdout.write(f"{home.title}: {home.full_url}")
