"""`make bench`: the benchmark table, a line a measurement. Never a test: a busy machine is no fault of the code."""

from __future__ import annotations

import os
import sys

import django


def main() -> None:
    """Measure one thing after the other and print each line when it is there."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "market.settings.test")
    django.setup()
    from tests.bench import webhook

    for bench in (webhook,):
        sys.stdout.write(bench.measure() + "\n")


if __name__ == "__main__":
    main()
