"""`make bench`: measures one part after the other, prints each, and writes it to docs/benchmarks.md.

Never a test: a busy machine is no fault of the code. `make bench ARGS="pages --sizes 2000"` is a short run; see
docs/benchmarks.md.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import django

from tests.bench import options as choices
from tests.bench.options import Options


def measures() -> dict[str, Callable[[Options], str]]:
    """Return what measures each part; imported late, as Django must be set up first."""
    from tests.bench import judged, lighthouse, pages, profile, webhook, weight

    return {
        "webhook": lambda options: webhook.measure(),
        "search": judged.measure,
        "pages": pages.measure,
        "weight": weight.measure,
        "lighthouse": lighthouse.measure,
        "profile": profile.measure,
    }


def main() -> int:
    """Measure what was asked for; what cannot be measured says why."""
    options = choices.read(sys.argv[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "market.settings.test")
    django.setup()
    from tests.bench.lighthouse import NoNpm
    from tests.bench.redis import NoRedis
    from tests.bench.wrk import Failed, NoWrk

    try:
        for part in options.parts:
            measure(part, options)
    except (NoWrk, NoRedis, NoNpm, Failed, subprocess.CalledProcessError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


def measure(part: str, options: Options) -> None:
    """Measure one part, print it, and keep it with the day, the machine and its load before and after."""
    from tests import databases
    from tests.bench import machine, report

    before = machine.load()
    found = measures()[part](options)
    sys.stdout.write(found + "\n")
    day = datetime.now(tz=UTC).strftime("%-d %B %Y, %H:%M UTC")
    words = f"{day}. Load of the machine before: {before}; after: {machine.load()}.{_how(part, options)}"
    text = f"{words}\n{machine.describe(databases.url('postgres'))}.\n\n{found}"
    if options.is_kept:
        report.keep(part, text)


def _how(part: str, options: Options) -> str:
    each = {"pages": f" {options.rounds} rounds of {options.seconds} s,", "weight": f" {options.rounds} rounds,"}
    is_served = part in {"pages", "weight", "lighthouse"}
    return f"{each.get(part, '')} {options.workers} workers a server." if is_served else ""


if __name__ == "__main__":
    sys.exit(main())
