"""`manage.py open_regency 64.02 --host kukar.localhost:8000`: a site of its own for a regency."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.regencies.actions import NotAHost, open_regency
from cms.regencies.colours import Colours
from cms.tree.actions import build_site_tree
from market.regions.models import Regency


class Command(BaseCommand):
    help = "Give a regency a site of its own; run again to change its host name."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="the official code, such as 64.02")
        parser.add_argument("--host", required=True, help="its host name, with a port unless it is the usual one")
        parser.add_argument("--tagline", default="", help="what stands below its name")
        parser.add_argument("--tagline-en", default="", help="the same in English")
        parser.add_argument("--colours", choices=Colours.values, default="", help="its colours")

    def handle(self, *args: Any, **options: Any) -> None:
        regency = Regency.objects.filter(code=options["code"], is_member=True).first()
        if regency is None:
            raise CommandError(f"No regency {options['code']} takes part in the market.")
        build_site_tree()
        try:
            opened = open_regency(
                regency=regency,
                host=options["host"],
                tagline=options["tagline"],
                tagline_en=options["tagline_en"],
                colours=options["colours"],
            )
        except NotAHost as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"{regency}: {opened.site.root_url}/")
