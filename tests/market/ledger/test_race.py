"""Sixteen workers on sixteen connections record at once."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterable

import pytest
from django.db import transaction
from django.db.utils import OperationalError

from market.ledger.actions import AccountName, DifferentJournal, KindMismatch, Posting, open_accounts
from market.ledger.balances import balance, balances, total
from market.ledger.models import Account, Entry, Journal, Kind
from tests.market.ledger.making import HELD, STRIPE, WORKERS, at_once, both, paid, run

pytestmark = pytest.mark.django_db(transaction=True)

SELLERS = [AccountName(f"seller:{n}", f"Toko {n}", Kind.LIABILITY) for n in range(40)]


def kinds(results: Iterable[object]) -> Counter[str]:
    return Counter(type(result).__name__ for result in results)


def test_it_records_one_journal_when_many_record_the_same_key() -> None:
    results = at_once([paid] * WORKERS)

    assert set(results) == {Journal.objects.get()}
    assert Entry.objects.count() == 2
    assert [line.balance for line in balances()] == [45_000, -45_000]


def test_it_records_many_without_the_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    """The positive control: looking first and then writing, and no unique key in the database."""

    class Naive:
        def get_or_create(self, *, key: str, defaults: dict[str, object]) -> tuple[Journal, bool]:
            found = Journal._default_manager.filter(key=key).first()
            time.sleep(0.2)
            return (found, False) if found else (Journal._default_manager.create(key=key, **defaults), True)

    [[name]] = run("SELECT conname FROM pg_constraint WHERE conrelid = 'ledger_journal'::regclass AND contype = 'u'")
    run(f'ALTER TABLE ledger_journal DROP CONSTRAINT "{name}"')
    monkeypatch.setattr(Journal, "objects", Naive())

    at_once([paid] * WORKERS)

    assert Journal._default_manager.filter(key="payment:1").count() > 1
    assert balance("held") < -45_000


def test_it_tells_all_but_the_first_when_the_same_key_says_different_things() -> None:
    results = at_once([lambda amount=amount: paid(amount) for amount in range(1, WORKERS + 1)])

    assert kinds(results) == {"Journal": 1, "DifferentJournal": WORKERS - 1}
    assert -balance("held") == next(place for place, one in enumerate(results, start=1) if isinstance(one, Journal))


def test_it_waits_for_a_first_recorder_that_then_gives_up() -> None:
    """Whoever is first holds the key for a while and rolls back; the other's journal stands."""

    def give_up() -> None:
        with transaction.atomic():
            paid(1)
            time.sleep(0.5)
            transaction.set_rollback(True)

    def come_later() -> object:
        time.sleep(0.2)
        return paid(2)

    at_once([give_up, come_later])

    assert balance("held") == -2


def test_it_refuses_what_differs_from_a_journal_it_had_to_wait_for() -> None:
    def be_first() -> None:
        with transaction.atomic():
            paid(1)
            time.sleep(0.5)

    def come_later() -> object:
        time.sleep(0.2)
        return paid(2)

    [_, late] = at_once([be_first, come_later])

    assert isinstance(late, DifferentJournal)
    assert balance("held") == -1


def test_it_records_every_key_while_all_make_the_same_accounts() -> None:
    def work(worker: int) -> None:
        names = random.Random(worker).sample(SELLERS, len(SELLERS))
        postings = [Posting(STRIPE, len(names)), *(Posting(name, -1) for name in names)]
        paid(key=f"payment:{worker}", postings=postings)

    results = at_once([lambda worker=worker: work(worker) for worker in range(WORKERS)])

    assert results == [None] * WORKERS
    assert Account.objects.count() == 41
    assert {line.balance for line in balances("seller:")} == {-WORKERS}
    assert total() == 0


def several(worker: int) -> None:
    """Record three journals in one transaction, each worker in an order of its own."""
    for name in random.Random(worker).sample(SELLERS[:3], 3):
        paid(key=f"payment:{worker}:{name.code}", postings=both(STRIPE, name, 1))
        time.sleep(0.01)


def test_it_knows_no_deadlock_when_accounts_are_opened_first() -> None:
    @transaction.atomic
    def work(worker: int) -> None:
        open_accounts([STRIPE, *SELLERS[:3]])
        several(worker)

    results = at_once([lambda worker=worker: work(worker) for worker in range(WORKERS)])

    assert results == [None] * WORKERS
    assert balance(STRIPE.code) == 3 * WORKERS


def test_it_knows_deadlocks_when_accounts_are_opened_in_any_order() -> None:
    """The positive control: several journals with new accounts, and nobody opened the accounts first."""
    open_accounts([STRIPE])
    work = transaction.atomic(several)

    results = at_once([lambda worker=worker: work(worker) for worker in range(WORKERS)])

    deadlocks = [one for one in results if isinstance(one, OperationalError) and "deadlock" in str(one)]
    assert deadlocks
    assert total() == 0


def test_it_gives_a_code_one_kind_when_two_ask_for_different_ones() -> None:
    others = [HELD, HELD._replace(kind=Kind.ASSET)] * (WORKERS // 2)
    results = at_once(
        [
            lambda n=n, name=name: paid(key=f"payment:{n}", postings=both(STRIPE, name, 1))
            for n, name in enumerate(others)
        ]
    )

    assert kinds(results) == {"Journal": WORKERS // 2, "KindMismatch": WORKERS // 2}
    assert all(isinstance(one, KindMismatch | Journal) for one in results)
    assert Journal.objects.count() == WORKERS // 2
