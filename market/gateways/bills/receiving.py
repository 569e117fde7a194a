"""Accounts that take money in: entered once, checked by an operator, changed slowly and never in secret.

Callers verify who asks: a change wants a second proof (`market.accounts.proof`), a check wants an operator.
`partner` is a Partner, or None for the operator's own account; `by` is an accounts.User. Times are aware UTC.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from market.gateways.bills.account_news import tell_of
from market.gateways.bills.details import Details, UnusableAccount
from market.gateways.bills.details import read_details as read_details
from market.gateways.bills.models import ReceivingAccount

logger = logging.getLogger(__name__)

State = ReceivingAccount.State
LOCK = 81_001
"""Our number among PostgreSQL's advisory locks; the second number is the partner's."""


class AccountThere(ValueError):
    """There is one in use already (change it instead), or one waits already (stop it first); the text says which."""


class NothingToChange(ValueError):
    """None is in use, so that there is nothing to change; enter one."""


class NotWaiting(ValueError):
    """It does not wait for anything any more."""


class OwnAccount(ValueError):
    """Nobody checks an account of a shop that is her own, or one she entered for a shop."""


@dataclass(frozen=True)
class AccountStanding:
    """The account of one kind that takes money in now, and the one that waits to."""

    in_use: ReceivingAccount | None
    waiting: ReceivingAccount | None


def standing_of(*, partner: Any, kind: str) -> AccountStanding:
    """Return how a shop's (None: the operator's) account of a kind stands."""
    accounts = ReceivingAccount.objects.filter(partner=partner, kind=kind).exclude(state=State.RETIRED)
    by_state = {account.state: account for account in accounts.select_related("entered_by", "checked_by")}
    return AccountStanding(in_use=by_state.get(State.ACTIVE), waiting=by_state.get(State.WAITING))


@transaction.atomic
def enter_account(*, partner: Any, kind: str, by: Any, now: datetime, **typed: str) -> ReceivingAccount:
    """Keep a shop's (None: the operator's) first account of a kind; it waits until an operator has checked it.

    `typed` is what `read_details` takes: `bank` (a code), `number` and `holder`, or `payload`.

    Raises:
        UnusableAccount: with a sentence for the field that is wrong.
        AccountThere: when one is in use or waiting.
    """
    details = read_details(kind=kind, **typed)
    _lock(partner)
    if standing_of(partner=partner, kind=kind).in_use:
        raise AccountThere("Sudah ada yang dipakai. Pakai tombol ganti untuk menggantinya.")
    return _keep(partner, details, by, now, active_from=now)


@transaction.atomic
def change_account(
    *, partner: Any, kind: str, by: Any, now: datetime, also_tell: Iterable[str] = (), **typed: str
) -> ReceivingAccount:
    """Keep the account that will replace the one in use, after ACCOUNT_CHANGE_HOURS and an operator's check.

    The caller has verified a second proof. All the shop's people, whoever entered the account in use (at the number of
    that day), `by` and the phones of `also_tell` (the other operators, for the operator's own account) hear of it at
    once, and how to stop it.

    Raises:
        UnusableAccount: with a sentence for the field that is wrong, or when it is the one in use.
        NothingToChange: when none is in use.
        AccountThere: when a change waits already.
    """
    details = read_details(kind=kind, **typed)
    _lock(partner)
    former = standing_of(partner=partner, kind=kind).in_use
    if former is None:
        raise NothingToChange(kind)
    if _is_same(former, details):
        raise UnusableAccount("Ini sama dengan yang sedang dipakai.", "number" if kind == "bank" else "payload")
    wait = timedelta(hours=settings.ACCOUNT_CHANGE_HOURS)
    account = _keep(partner, details, by, now, active_from=now + wait)
    tell_of("receiving_account_changed", account, former=former, also=[by.phone, *also_tell])
    return account


@transaction.atomic
def check_account(*, account: ReceivingAccount, by: Any, now: datetime) -> ReceivingAccount:
    """Note that an operator has checked an account; it is in use at once, a changed one when its time has come.

    The caller makes sure that `by` is an operator who may.

    Raises:
        OwnAccount: when `by` sells in that shop or entered its account.
        NotWaiting: when it was stopped or replaced meanwhile.
    """
    account = _locked(account)
    if account.partner and (account.entered_by_id == by.pk or account.partner.users.filter(pk=by.pk).exists()):
        raise OwnAccount(account.pk)
    if account.state == State.ACTIVE:
        return account
    _refuse_unless_waiting(account)
    if account.checked_at is None:
        account.checked_at, account.checked_by = now, by
        account.save(update_fields=["checked_at", "checked_by"])
    if account.active_from <= now:
        _put_in_use(account, now)
    return account


@transaction.atomic
def stop_change(*, account: ReceivingAccount, by: Any, now: datetime, note: str = "") -> ReceivingAccount:
    """Drop an account that still waits, a first or a changed one; the one in use stays. Stopping twice is no error.

    The shop or an operator may; the caller makes sure. All who heard of the change hear of its end, with `note`.

    Raises:
        NotWaiting: when it is in use already.
    """
    account = _locked(account)
    if account.state == State.RETIRED:
        return account
    _refuse_unless_waiting(account)
    account.state, account.retired_at = State.RETIRED, now
    account.save(update_fields=["state", "retired_at"])
    former = standing_of(partner=account.partner, kind=account.kind).in_use
    also = [account.entered_phone, by.phone]
    tell_of("receiving_account_stopped", account, former=former, also=also, note=note[:300])
    return account


def activate_due(*, now: datetime) -> int:
    """Put in use what was checked and has waited long enough; return how many. Any number of runs at once is one."""
    due = ReceivingAccount.objects.filter(state=State.WAITING, checked_at__isnull=False, active_from__lte=now)
    return sum(_activate(account, now) for account in due.order_by("active_from", "pk"))


def _activate(account: ReceivingAccount, now: datetime) -> bool:
    try:
        with transaction.atomic():
            account = _locked(account)
            is_due = account.state == State.WAITING and account.checked_at is not None and account.active_from <= now
            if is_due:
                _put_in_use(account, now)
            return is_due
    except Exception:
        logger.exception("Receiving account %s could not be put in use", account.pk)
        return False


def _put_in_use(account: ReceivingAccount, now: datetime) -> None:
    former = standing_of(partner=account.partner, kind=account.kind).in_use
    if former:
        former.state, former.retired_at = State.RETIRED, now
        former.save(update_fields=["state", "retired_at"])
    account.state = State.ACTIVE
    account.save(update_fields=["state"])
    tell_of("receiving_account_in_use", account, former=former, also=[account.entered_phone])


def _keep(partner: Any, details: Details, by: Any, now: datetime, *, active_from: datetime) -> ReceivingAccount:
    try:
        with transaction.atomic():
            return ReceivingAccount.objects.create(
                partner=partner,
                **asdict(details),
                entered_at=now,
                entered_by=by,
                entered_phone=by.phone,
                active_from=active_from,
            )
    except IntegrityError:
        raise AccountThere("Sudah ada yang menunggu diperiksa. Batalkan dulu yang itu.") from None


def _is_same(account: ReceivingAccount, details: Details) -> bool:
    return all(getattr(account, name) == value for name, value in asdict(details).items())


def _refuse_unless_waiting(account: ReceivingAccount) -> None:
    if account.state != State.WAITING:
        raise NotWaiting(account.pk)


def _lock(partner: Any) -> None:
    """Let nobody else enter, change, check or activate this partner's accounts until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, partner.pk if partner else 0])


def _locked(account: ReceivingAccount) -> ReceivingAccount:
    """Return the account as it stands once it is ours."""
    _lock(account.partner)
    rows = ReceivingAccount.objects.select_related("partner").select_for_update(of=("self",))
    return rows.get(pk=account.pk)
