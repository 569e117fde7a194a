"""A code that a facilitator or an operator reads out to a person who stands before them, where no message arrives.

Eight digits, five minutes, once, three tries. It opens the account and proves nothing more: who signed in with it is
asked for a code by message before anything dangerous. Each is a row that stays, and the person's phone is told.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils.crypto import constant_time_compare, get_random_string

from market.accounts.counting import one_at_a_time
from market.accounts.device_models import TRIES, SpokenCode
from market.accounts.models import User
from market.accounts.roles import may_enter_office, needs_second_factor
from market.accounts.second_factor import is_set_up
from market.accounts.sign_in import seal
from market.notify.actions import tell

LIFE = timedelta(minutes=5)
DIGITS = 8
A_DAY_FOR_ONE = 5
A_DAY_BY_ONE = 60


class NotForThisAccount(Exception):
    """Its doors are guarded by more than a code: office, second factor, or the reader's own account."""


class TooManySpoken(Exception):
    """This person was read, or this reader has read, as many codes as a day has."""


def may_be_read_to(user: User) -> bool:
    """Return whether an account is an ordinary one: active, no post in the office, no second factor."""
    return user.is_active and not needs_second_factor(user) and not may_enter_office(user) and not is_set_up(user)


@transaction.atomic
def make_spoken_code(*, principal: User, actor: User, now: datetime) -> str:
    """Return a code to be read out to `principal`; those made before stop working, and her phone is told.

    Whether this actor may read out to this person the caller has seen to.

    Raises:
        NotForThisAccount: no code may open this account.
        TooManySpoken: five a day for a person, sixty a day by a reader.
    """
    if principal.pk == actor.pk or not may_be_read_to(principal):
        raise NotForThisAccount
    one_at_a_time(f"spoken to {principal.pk}", f"spoken by {actor.pk}")
    lately = SpokenCode.objects.filter(made_at__gt=now - timedelta(days=1))
    if lately.filter(principal=principal).count() >= A_DAY_FOR_ONE:
        raise TooManySpoken
    if lately.filter(actor=actor).count() >= A_DAY_BY_ONE:
        raise TooManySpoken
    SpokenCode.objects.filter(principal=principal, ends_at__gt=now).update(ends_at=now)
    code, salt = get_random_string(DIGITS, "0123456789"), get_random_string(22)
    SpokenCode.objects.create(
        principal=principal,
        principal_name=str(principal),
        actor=actor,
        actor_name=str(actor),
        made_at=now,
        ends_at=now + LIFE,
        salt=salt,
        sealed=seal(salt, code),
    )
    tell(phone=principal.phone, template="spoken_code", context={"by": actor}, key=f"spoken_code:{uuid4().hex}")
    return code


@transaction.atomic
def use_spoken_code(*, phone: str, code: str, now: datetime) -> SpokenCode | None:
    """Use up the code that was read out to the owner of this number; None when it is not (or no longer) good."""
    found = (
        SpokenCode.objects.select_for_update(of=("self",))
        .filter(principal__phone=phone, used_at=None, tries__lt=TRIES, ends_at__gt=now)
        .first()
    )
    if found is None:
        return None
    if not constant_time_compare(seal(found.salt, code), found.sealed):
        found.tries += 1
        found.save(update_fields=["tries"])
        return None
    found.used_at = now
    found.save(update_fields=["used_at"])
    return found if found.principal and may_be_read_to(found.principal) else None
