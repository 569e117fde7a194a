"""Balances are what the entries say, in one query, however many there are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import QuerySet

from market.ledger.actions import Posting, open_accounts
from market.ledger.balances import Balance, balance, balances, total
from market.ledger.models import Entry, Journal, Kind
from tests.market.ledger.making import COMMISSION, FEES, HELD, IDA, NOON, STRIPE, both, check_now, paid, run

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def story() -> None:
    """A card payment, its fee a day later, and the order received two days after it was paid."""
    paid(45_000)
    paid(key="gateway_fee:1", kind="gateway_fee", happened_at=NOON + DAY, postings=both(FEES, STRIPE, 3_305))
    two_days = {"happened_at": NOON + 2 * DAY, "about": "PS-7K3M-9QWD"}
    paid(key="sale:1", kind="sale", postings=both(HELD, IDA, 45_000), **two_days)
    paid(key="commission:1", kind="commission", postings=both(IDA, COMMISSION, 2_250), **two_days)
    paid(key="payment:2", about="PS-0000-0000", postings=both(STRIPE, HELD, 10_000), happened_at=NOON + 2 * DAY)


def test_it_says_what_stands_on_each_account(story: None) -> None:
    assert balances() == [
        Balance("expense:gateway_fees", "Biaya gerbang", Kind.EXPENSE, 3_305, 0, 3_305),
        Balance("gateway:stripe", "Uang di Stripe", Kind.ASSET, 55_000, 3_305, 51_695),
        Balance("held", "Uang pembeli yang ditahan", Kind.LIABILITY, 45_000, 55_000, -10_000),
        Balance("income:commission", "Komisi", Kind.INCOME, 0, 2_250, -2_250),
        Balance("seller:7", "Toko Ida", Kind.LIABILITY, 2_250, 45_000, -42_750),
    ]
    assert [balance(line.code) for line in balances()] == [line.balance for line in balances()]
    assert total() == 0


def test_it_agrees_with_the_entries_added_up_by_hand(story: None) -> None:
    by_hand: dict[str, int] = {}
    for code, amount in run(
        "SELECT code, amount FROM ledger_entry JOIN ledger_account ON ledger_account.id = account_id"
    ):
        by_hand[code] = by_hand.get(code, 0) + amount

    assert {line.code: line.balance for line in balances()} == by_hand


def test_it_looks_back_to_any_time(story: None) -> None:
    assert balance("gateway:stripe", until=NOON - DAY) == 0
    assert balance("gateway:stripe", until=NOON) == 45_000
    assert balance("gateway:stripe", until=NOON + DAY) == 41_695
    assert [(line.code, line.balance) for line in balances(until=NOON + DAY)] == [
        ("expense:gateway_fees", 3_305),
        ("gateway:stripe", 41_695),
        ("held", -45_000),
        ("income:commission", 0),
        ("seller:7", 0),
    ]


def test_it_looks_at_accounts_that_begin_alike(story: None) -> None:
    open_accounts([IDA._replace(code="seller:70"), IDA._replace(code="seller:7:cash"), IDA._replace(code="seller_x")])

    assert [line.code for line in balances("seller:7")] == ["seller:7", "seller:70", "seller:7:cash"]
    assert [line.code for line in balances("seller:7:")] == ["seller:7:cash"]
    assert [line.code for line in balances("seller_")] == ["seller_x"]
    assert balances("%") == []


def test_it_finds_zero_where_nothing_was_ever_written() -> None:
    assert (balance("held"), balances(), total()) == (0, [], 0)


def test_it_adds_up_beyond_what_one_column_holds() -> None:
    open_accounts([STRIPE, HELD])
    for n in range(3):
        [[journal]] = run(
            "INSERT INTO ledger_journal (key, kind, about, memo, happened_at)"
            " VALUES (%s, 'x', 'x', '', now()) RETURNING id",
            [f"giant:{n}"],
        )
        run(
            "INSERT INTO ledger_entry (journal_id, account_id, amount)"
            " SELECT %s, id, CASE code WHEN 'held' THEN -%s ELSE %s END FROM ledger_account",
            [journal, 2**63 - 1, 2**63 - 1],
        )

    assert balance("held") == -3 * (2**63 - 1)
    assert [line.balance for line in balances()] == [3 * (2**63 - 1), -3 * (2**63 - 1)]
    assert total() == 0


def test_it_lists_journals_by_what_they_are_about(story: None) -> None:
    def keys(journals: QuerySet[Journal]) -> list[str]:
        return sorted(journals.values_list("key", flat=True))

    assert keys(Journal.objects.about("PS-0000-0000")) == ["payment:2"]
    assert keys(Journal.objects.of_kind("payment")) == ["payment:1", "payment:2"]
    assert keys(Journal.objects.of_account("seller:7")) == ["commission:1", "sale:1"]
    assert keys(Journal.objects.of_account("seller:7").of_kind("sale").about("PS-7K3M-9QWD")) == ["sale:1"]
    assert keys(Journal.objects.of_account("nobody")) == []


def test_it_lists_a_journal_once_that_touches_an_account_twice() -> None:
    paid(postings=[*both(STRIPE, HELD, 10), *both(STRIPE, HELD, 20)])

    assert Journal.objects.of_account("held").count() == 1


def test_it_lists_entries_debits_first_in_two_queries(story: None, django_assert_num_queries: Any) -> None:
    paid(key="sale:2", postings=[Posting(HELD, -5), Posting(IDA, 3), Posting(STRIPE, 2)])
    with django_assert_num_queries(2):
        seen = {
            journal.key: [(entry.account.code, entry.debit, entry.credit) for entry in journal.entries.all()]
            for journal in Journal.objects.with_entries()
        }

    assert seen["sale:2"] == [("gateway:stripe", 2, 0), ("seller:7", 3, 0), ("held", 0, 5)]
    assert seen["gateway_fee:1"] == [("expense:gateway_fees", 3_305, 0), ("gateway:stripe", 0, 3_305)]


@pytest.fixture
def thick_book() -> None:
    """50,000 payments of Rp1 to Rp50.000, over 400 sellers' accounts: 100,000 entries, written without triggers."""
    run("ALTER TABLE ledger_journal DISABLE TRIGGER USER")
    run("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
    open_accounts([STRIPE, *(IDA._replace(code=f"seller:{n}") for n in range(400))])
    run(
        "INSERT INTO ledger_journal (key, kind, about, memo, happened_at)"
        " SELECT 'payment:' || n, 'payment', 'PS-' || n, '', '2026-01-01Z'::timestamptz + n * interval '1 minute'"
        " FROM generate_series(1, 50000) n"
    )
    run(
        "INSERT INTO ledger_entry (journal_id, account_id, amount)"
        " SELECT j.id, a.id, substr(j.key, 9)::bigint * side.sign"
        " FROM ledger_journal j CROSS JOIN (VALUES (1), (-1)) side(sign)"
        " JOIN ledger_account a ON a.code = CASE side.sign WHEN 1 THEN 'gateway:stripe'"
        " ELSE 'seller:' || (substr(j.key, 9)::bigint %% 400) END"
    )
    check_now()
    run("ALTER TABLE ledger_journal ENABLE TRIGGER USER")
    run("ALTER TABLE ledger_entry ENABLE TRIGGER USER")
    run("ANALYZE ledger_account, ledger_journal, ledger_entry")


def test_it_lists_a_page_of_a_busy_account_in_three_queries(story: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        newest = list(Journal.objects.of_account("gateway:stripe").with_entries().order_by("-happened_at", "-pk")[:2])

    assert [journal.key for journal in newest] == ["payment:2", "gateway_fee:1"]


def indexes(rows: QuerySet[Any]) -> set[str]:
    """Return the indexes that PostgreSQL would use for a query."""

    def walk(node: dict[str, Any]) -> Iterator[str]:
        if "Index Name" in node:
            yield node["Index Name"]
        for below in node.get("Plans", []):
            yield from walk(below)

    return set(walk(json.loads(rows.explain(format="json"))[0]["Plan"]))


def test_it_finds_its_way_in_a_thick_book(thick_book: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        lines = balances()
    with django_assert_num_queries(1):
        sellers = balances("seller:", until=NOON)
    with django_assert_num_queries(1):
        one = balance("seller:7")
    with django_assert_num_queries(1):
        assert total() == 0

    assert (len(lines), len(sellers)) == (401, 400)
    assert one == -sum(range(7, 50_001, 400))
    assert balance("gateway:stripe") == sum(range(1, 50_001))
    assert "ledger_journal_about" in indexes(Journal.objects.about("PS-777"))
    assert "ledger_entry_of_account" in indexes(Journal.objects.of_account("seller:7").order_by("-pk")[:50])
    assert "ledger_journal_newest" in indexes(
        Journal.objects.of_account("gateway:stripe").order_by("-happened_at", "-pk")[:50]
    )
    assert "ledger_entry_of_account" in indexes(Entry.objects.of_account("seller:7"))
    assert "ledger_journal_newest" in indexes(Journal.objects.order_by("-happened_at", "-pk")[:50])
