"""How many codes may be tried at a number: eight a day, of which strangers' devices have five.

A code has six digits, so eight tries take over an account with 8 in a million. Whoever burns the five from elsewhere
leaves the owner three, on the phone that she signed in with before. Kept in the database: a cache that is emptied
must not give anybody new tries.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from market.accounts.counting import one_at_a_time
from market.accounts.device_models import Guess

DAY = timedelta(days=1)
MOST = 8
OF_STRANGERS = 5


def may_try(*, phone: str, is_known: bool, now: datetime) -> bool:
    """Return whether this number has a try left for a device that it knows, or for one that it does not."""
    lately = Guess.objects.filter(phone=phone, at__gt=now - DAY)
    if lately.count() >= MOST:
        return False
    return is_known or lately.filter(is_known=False).count() < OF_STRANGERS


@transaction.atomic
def take_try(*, phone: str, is_known: bool, now: datetime) -> Guess | None:
    """Take one try at a number before the code is looked at, and return it; None where none is left.

    Whoever was right gives it back with `delete()`. Those who come at once wait for each other, so that together
    they have no more. Tries of more than a day ago are forgotten.
    """
    if not may_try(phone=phone, is_known=is_known, now=now):
        return None
    one_at_a_time(f"guesses {phone}")
    Guess.objects.filter(phone=phone, at__lte=now - DAY).delete()
    if not may_try(phone=phone, is_known=is_known, now=now):
        return None
    return Guess.objects.create(phone=phone, is_known=is_known, at=now)
