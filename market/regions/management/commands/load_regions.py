"""manage.py load_regions: the official areas, from the project's own copy or from a newer release."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from market.regions.actions import import_areas
from market.regions.official import OFFICIAL_FOLDER, OFFICIAL_RELEASE, BrokenRelease


class Command(BaseCommand):
    help = "Load Indonesia's provinces, regencies, districts and villages by their official codes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="folder", type=Path, help="a folder with the four CSV files")
        parser.add_argument("--release", help="what the release is called in the log of changes")

    def handle(self, *args: Any, **options: Any) -> None:
        folder, release = options["folder"], options["release"]
        if bool(folder) != bool(release):
            raise CommandError("Give --from and --release together, or neither.")
        release = release or OFFICIAL_RELEASE
        try:
            report = import_areas(folder=folder or OFFICIAL_FOLDER, release=release, at=timezone.now())
        except BrokenRelease as broken:
            raise CommandError(f"Refused, nothing was changed. {broken}") from broken
        if report.is_unchanged():
            self.stdout.write(f"{release}: nothing to change.")
            return
        for name in ("added", "renamed", "returned", "retired"):
            counts = ", ".join(f"{kind} {count}" for kind, count in getattr(report, name).items() if count)
            if counts:
                self.stdout.write(f"{release}: {name} {counts}")
