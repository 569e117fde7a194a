"""The second factor: codes of an app on the phone (TOTP, RFC 6238), and ten codes on paper for the day it is lost."""

from __future__ import annotations

import logging
from typing import Any
from uuid import uuid4

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.db import transaction

from market.accounts.models import User
from market.notify.actions import tell

logger = logging.getLogger(__name__)

APP, PAPER = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES


def is_set_up(user: Any) -> bool:
    """Return whether this person has an app that makes codes."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type=APP).exists())


def paper_codes_left(user: User) -> int:
    """Return how many recovery codes were not used yet."""
    paper = Authenticator.objects.filter(user=user, type=PAPER).first()
    return len(paper.wrap().get_unused_codes()) if paper else 0


@transaction.atomic
def accept_code(*, user: User, code: str) -> Authenticator | None:
    """Use up a code of the app or of the paper, and return what it belongs to; None when it is not good (any more).

    Each step of the app's clock is taken once, and none before it, so that a code that was looked over a shoulder
    is of no use (RFC 6238, 5.2); allauth would take it again after 30 seconds.
    """
    known = {row.type: row for row in Authenticator.objects.select_for_update().filter(user=user)}
    app, paper = known.get(APP), known.get(PAPER)
    if app is None:
        return None
    step = _step_of(app, code)
    if step is None:
        return paper if paper and paper.wrap().validate_code(code) else None
    if step <= app.data.get("step", 0):
        return None
    app.data["step"] = step
    app.save(update_fields=["data"])
    return app


def _step_of(app: Authenticator, code: str) -> int | None:
    """Return the step of the clock whose code this is: the present one, or one beside it."""
    secret = decrypt(app.data["secret"])
    for step in yield_hotp_counters_from_time():
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            return int(step)
    return None


@transaction.atomic
def reset_second_factor(*, user: User, by: User | None) -> None:
    """Take a person's second factor away, end all their sessions, and tell them; `by` None is the command line.

    Whoever needs one sets it up anew at the next sign-in.
    """
    Authenticator.objects.filter(user=user).delete()
    user.set_unusable_password()  # a new one each time, and sessions carry its digest
    user.save(update_fields=["password"])
    tell(phone=user.phone, template="second_factor_reset", context={}, key=f"second_factor_reset:{uuid4().hex}")
    logger.warning("second factor of user %s reset by %s", user.pk, f"user {by.pk}" if by else "the command line")
