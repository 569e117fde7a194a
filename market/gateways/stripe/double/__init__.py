"""Stripe's stand-in for tests and the demo: loopback only, never with a live key. Floor 0c, doors.

`manage.py stripe_double` runs it; tests use `running_double` from `market.gateways.stripe.double.running`, also to
be had from here.
"""

from __future__ import annotations

from typing import Any


def __getattr__(name: str) -> Any:
    """Give `running_double` when it is first asked for, so that an installed app costs nothing."""
    if name == "running_double":
        from market.gateways.stripe.double.running import running_double

        return running_double
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
