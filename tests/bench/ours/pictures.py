"""Makes the files that pages have asked for, as a worker does while they are looked at.

Usage, with the settings and the database in the environment: python -m tests.bench.ours.pictures
"""

from __future__ import annotations

import django


def main() -> None:
    """Carry out what waits until nothing is left."""
    django.setup()
    from market.outbox.actions import sweep

    while sweep(seconds=600):
        pass


if __name__ == "__main__":
    main()
