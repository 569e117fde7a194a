"""`DJANGO_SETTINGS_MODULE=market.settings.dev python -m market.gateways.stripe.double`: a quick start.

It does what `manage.py stripe_double` does, without setting up Django's apps. Without the variable the settings are
production's, as everywhere outside `manage.py`, and the double refuses to run.
"""

from __future__ import annotations

import argparse
import sys

from market.gateways.stripe.double.guard import NotHere
from market.gateways.stripe.double.running import add_arguments, serve


def main() -> None:
    """Serve until it is stopped; say in one sentence why when it must not run here."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_arguments(parser)
    try:
        serve(**vars(parser.parse_args()))
    except NotHere as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    main()
