from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from market.demo.actions import make_demo
from market.demo.guard import NotADemo
from market.demo.making.sizes import SIZES


class Command(BaseCommand):
    help = "Fill an empty database with the demo: people, shops, goods, stories."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--size", choices=SIZES, default="small")

    def handle(self, *args: Any, size: str, **options: Any) -> None:
        try:
            made = make_demo(size=size, today=timezone.localdate(), say=self.stdout.write)
        except NotADemo as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write("Demo siap." if made else "Demo sudah ada.")
