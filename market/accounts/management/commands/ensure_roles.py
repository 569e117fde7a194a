"""`manage.py ensure_roles`: make the office's groups and give them their rights."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from market.accounts.roles import ensure_roles


class Command(BaseCommand):
    help = "Make the groups Operator and Editor and give them their rights; may be run at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        ensure_roles()
