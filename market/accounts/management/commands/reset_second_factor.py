"""`manage.py reset_second_factor 0812…`: the way back in for a superuser who lost phone and recovery codes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from market.accounts.models import User
from market.accounts.phones import InvalidPhone, normalise_phone
from market.accounts.second_factor import reset_second_factor


class Command(BaseCommand):
    help = "Take the second factor off an account, end its sessions and tell its owner."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("phone")

    def handle(self, *args: Any, phone: str, **options: Any) -> None:
        try:
            user = User.objects.get(phone=normalise_phone(phone))
        except (InvalidPhone, User.DoesNotExist):
            raise CommandError(f"Nobody has the number {phone}.") from None
        reset_second_factor(user=user, by=None)
        self.stdout.write("Done: it is set up anew at the next sign-in.")
