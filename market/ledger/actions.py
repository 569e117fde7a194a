"""Record what happened to money, once, whoever asks and however often."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import index
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from market.ledger.models import Account, Entry, Journal, Kind

LARGEST = 10**15
"""A thousand trillion rupiah, far above any real amount and far below what the column holds."""


class AccountName(NamedTuple):
    """An account by its code; made under this name on first use, after which the first name stands."""

    code: str
    name: str
    kind: Kind


class Posting(NamedTuple):
    """Whole rupiah onto one account: a debit above zero, a credit below."""

    account: AccountName
    amount: int


class Unbalanced(ValueError):
    """The postings do not add up to zero."""


class DifferentJournal(ValueError):
    """The key already belongs to a journal of another kind, about something else, or with other amounts."""


class KindMismatch(ValueError):
    """The account's code is known, and as another kind of account."""


@transaction.atomic
def record_journal(
    *, key: str, kind: str, about: str, memo: str, happened_at: datetime, postings: Sequence[Posting]
) -> Journal | None:
    """Record one movement of money with the change that causes it, inside the caller's transaction.

    The same key with the same kind, about and amounts gives the journal that was recorded first; its memo and time
    stand. Postings of zero are dropped; when none is left nothing is recorded and None comes back.

    Raises:
        Unbalanced: when the postings do not add up to zero.
        DifferentJournal: when the key is taken by a journal that says something else.
        KindMismatch: when an account is known as another kind.
        TypeError, ValueError: when an amount is no whole number or beyond LARGEST, or the time is not aware.
    """
    postings = _checked(key, postings)
    if timezone.is_naive(happened_at):
        raise ValueError(f"Journal {key!r} needs an aware time, not {happened_at!r}")
    if not postings:
        return None
    journal, is_new = Journal.objects.get_or_create(
        key=key, defaults={"kind": kind, "about": about, "memo": memo, "happened_at": happened_at}
    )
    if is_new:
        _add_entries(journal, postings)
    else:
        _compare(journal, kind, about, postings)
    return journal


def open_accounts(names: Iterable[AccountName]) -> dict[str, Account]:
    """Return the accounts by code, making those that are new, in the order of their codes.

    The one order keeps two transactions from waiting for each other. Whoever records several journals with new
    accounts in one transaction calls this first with all of them.

    Raises:
        KindMismatch: when an account is known, or named twice, as another kind.
    """
    names = sorted(set(names))
    accounts = _known(names)
    missing = {name.code: Account(**name._asdict()) for name in names if name.code not in accounts}
    if missing:
        Account.objects.bulk_create(missing.values(), ignore_conflicts=True)
        accounts = _known(names)
    for name in names:
        if accounts[name.code].kind != name.kind:
            raise KindMismatch(f"Account {name.code!r} is {accounts[name.code].kind}, not {name.kind}")
    return accounts


def _known(names: Sequence[AccountName]) -> dict[str, Account]:
    return {account.code: account for account in Account.objects.filter(code__in=[name.code for name in names])}


def _checked(key: str, postings: Sequence[Posting]) -> list[Posting]:
    """Return the postings that move something, in the order of their accounts, if they add up to zero."""
    moving = sorted(Posting(account, index(amount)) for account, amount in postings if index(amount))
    if any(abs(posting.amount) > LARGEST for posting in moving):
        raise ValueError(f"Journal {key!r} has an amount beyond Rp{LARGEST}")
    if rest := sum(posting.amount for posting in moving):
        raise Unbalanced(f"Journal {key!r} is out of balance by {rest}")
    return moving


def _add_entries(journal: Journal, postings: Sequence[Posting]) -> None:
    accounts = open_accounts(posting.account for posting in postings)
    Entry.objects.bulk_create(
        Entry(journal=journal, account=accounts[posting.account.code], amount=posting.amount) for posting in postings
    )


def _compare(journal: Journal, kind: str, about: str, postings: Sequence[Posting]) -> None:
    first = sorted(journal.entries.values_list("account__code", "amount"))
    again = sorted((posting.account.code, posting.amount) for posting in postings)
    if (journal.kind, journal.about, first) != (kind, about, again):
        raise DifferentJournal(
            f"Journal {journal.key!r} is {journal.kind} about {journal.about!r} with {first}, "
            f"not {kind} about {about!r} with {again}"
        )
