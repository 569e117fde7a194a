"""What the rooms above ask the ledger to record, once and again."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from market.ledger.actions import (
    LARGEST,
    AccountName,
    DifferentJournal,
    KindMismatch,
    Posting,
    Unbalanced,
    open_accounts,
)
from market.ledger.models import Account, Entry, Journal, Kind
from tests.market.ledger.making import COMMISSION, FEES, HELD, IDA, NOON, STRIPE, both, check_now, paid

pytestmark = pytest.mark.django_db


def lines(journal: Journal | None) -> list[tuple[str, int]]:
    assert journal is not None
    return list(journal.entries.debits_first().values_list("account__code", "amount"))


def test_it_records_what_happened() -> None:
    journal = paid(45_000)

    assert journal is not None
    journal.refresh_from_db()
    assert (journal.key, journal.kind, journal.about, journal.memo) == (
        "payment:1",
        "payment",
        "PS-7K3M-9QWD",
        "Kartu",
    )
    assert journal.happened_at == NOON
    assert lines(journal) == [("gateway:stripe", 45_000), ("held", -45_000)]
    check_now()


def test_it_makes_an_account_on_first_use_and_keeps_its_first_name() -> None:
    paid()
    paid(key="payment:2", postings=both(STRIPE, HELD._replace(name="Nama lain"), 10))

    assert list(Account.objects.order_by("code").values_list("code", "name", "kind")) == [
        ("gateway:stripe", "Uang di Stripe", "asset"),
        ("held", "Uang pembeli yang ditahan", "liability"),
    ]


def test_it_lets_an_accounts_name_be_mended() -> None:
    paid()

    Account.objects.filter(code="held").update(name="Titipan pembeli")

    assert Account.objects.get(code="held").name == "Titipan pembeli"


def test_it_takes_several_entries_on_one_account() -> None:
    postings = [*both(STRIPE, HELD, 10), *both(STRIPE, HELD, 20)]

    assert sorted(lines(paid(postings=postings))) == [
        ("gateway:stripe", 10),
        ("gateway:stripe", 20),
        ("held", -20),
        ("held", -10),
    ]


def test_it_returns_the_first_journal_for_the_same_key_and_contents() -> None:
    first = paid()
    again = paid(postings=both(STRIPE, HELD, 45_000)[::-1])

    assert first == again
    assert (Journal.objects.count(), Entry.objects.count()) == (1, 2)


def test_it_lets_the_first_memo_and_time_stand() -> None:
    paid()
    again = paid(memo="Kata lain", happened_at=NOON + timedelta(hours=1))

    assert again is not None
    assert (again.memo, again.happened_at) == ("Kartu", NOON)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "refund"},
        {"about": "PS-OTHER"},
        {"postings": both(STRIPE, HELD, 44_999)},
        {"postings": both(HELD, STRIPE, 45_000)},
        {"postings": both(STRIPE, IDA, 45_000)},
        {"postings": [Posting(STRIPE, 45_000), Posting(HELD, -44_999), Posting(IDA, -1)]},
    ],
)
def test_it_refuses_another_journal_under_the_same_key(changes: dict[str, Any]) -> None:
    paid()

    with pytest.raises(DifferentJournal, match="payment:1"):
        paid(**changes)
    assert (Journal.objects.count(), Entry.objects.count(), Account.objects.count()) == (1, 2, 2)


@pytest.mark.parametrize(
    "postings",
    [
        [Posting(STRIPE, 45_000), Posting(HELD, -44_999)],
        [Posting(STRIPE, 1), Posting(HELD, 1)],
        [Posting(STRIPE, 45_000)],
        [Posting(STRIPE, 45_000), Posting(HELD, 0)],
    ],
)
def test_it_refuses_what_does_not_balance_before_it_reaches_the_database(postings: list[Posting]) -> None:
    with pytest.raises(Unbalanced, match="payment:1"):
        paid(postings=postings)
    assert not Journal.objects.exists()
    assert not Account.objects.exists()


@pytest.mark.parametrize("postings", [[], [Posting(STRIPE, 0)], both(STRIPE, HELD, 0)])
def test_it_records_nothing_when_nothing_moves(postings: list[Posting]) -> None:
    assert paid(postings=postings) is None
    assert not Journal.objects.exists()
    assert not Account.objects.exists()


def test_it_drops_postings_of_zero() -> None:
    journal = paid(postings=[*both(STRIPE, HELD, 10), Posting(FEES, 0)])

    assert lines(journal) == [("gateway:stripe", 10), ("held", -10)]
    assert paid(postings=both(STRIPE, HELD, 10)) == journal


def test_it_refuses_an_account_of_another_kind_and_leaves_nothing_behind() -> None:
    paid()

    with pytest.raises(KindMismatch, match="held"):
        paid(key="payment:2", postings=both(IDA, HELD._replace(kind=Kind.ASSET), 10))
    assert list(Journal.objects.values_list("key", flat=True)) == ["payment:1"]
    assert not Account.objects.filter(code=IDA.code).exists()


def test_it_refuses_one_code_named_as_two_kinds() -> None:
    with pytest.raises(KindMismatch):
        paid(postings=both(HELD, HELD._replace(kind=Kind.ASSET), 10))
    assert not Account.objects.exists()


@pytest.mark.parametrize("amount", [Decimal(10), 10.0, "10", None])
def test_it_takes_whole_numbers_only(amount: Any) -> None:
    with pytest.raises(TypeError):
        paid(postings=[Posting(STRIPE, amount), Posting(HELD, -10)])


@pytest.mark.parametrize("amount", [LARGEST + 1, 2**63, 10**30])
def test_it_refuses_giant_amounts(amount: int) -> None:
    with pytest.raises(ValueError, match="beyond"):
        paid(postings=both(STRIPE, HELD, amount))
    assert not Journal.objects.exists()


def test_it_takes_the_largest_amount() -> None:
    assert lines(paid(LARGEST)) == [("gateway:stripe", LARGEST), ("held", -LARGEST)]


def test_it_refuses_a_time_without_a_zone() -> None:
    with pytest.raises(ValueError, match="aware"):
        paid(happened_at=datetime(2026, 11, 21, 12))
    assert not Journal.objects.exists()


def test_it_leaves_the_callers_transaction_whole_after_a_refusal() -> None:
    with transaction.atomic():
        paid()
        with pytest.raises(DifferentJournal):
            paid(1)
        with pytest.raises(KindMismatch):
            paid(key="payment:2", postings=both(COMMISSION._replace(code="held"), STRIPE, 10))
        paid(key="payment:3")

    assert Journal.objects.count() == 2


def test_it_goes_when_the_callers_change_goes() -> None:
    with transaction.atomic():
        paid()
        transaction.set_rollback(True)

    assert not Journal.objects.exists()
    assert not Entry.objects.exists()


def test_it_opens_accounts_once() -> None:
    opened = open_accounts([HELD, STRIPE, HELD])
    again = open_accounts(AccountName(*name) for name in (STRIPE, HELD))

    assert sorted(opened) == ["gateway:stripe", "held"]
    assert opened == again


def test_it_asks_the_database_little(django_assert_num_queries: Any) -> None:
    """Two inserts and two looks; the other four only mark places to return to."""
    open_accounts([STRIPE, HELD])
    with django_assert_num_queries(8):
        paid()
    with django_assert_num_queries(4):
        paid()


def test_it_asks_no_more_for_many_postings(django_assert_num_queries: Any) -> None:
    names = [AccountName(f"seller:{n}", f"Toko {n}", Kind.LIABILITY) for n in range(50)]
    open_accounts([STRIPE, *names])
    with django_assert_num_queries(8):
        paid(postings=[Posting(STRIPE, 50), *(Posting(name, -1) for name in names)])
