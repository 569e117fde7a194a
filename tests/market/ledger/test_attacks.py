"""Raw SQL against the ledger, as somebody would write who can reach the tables and wants money to move unseen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DataError, IntegrityError, models, transaction
from django.db.models import ProtectedError

from market.ledger.balances import balances, total
from market.ledger.models import Account, Entry, Journal
from tests.market.ledger.making import check_now, paid, run

JOURNAL = (
    "INSERT INTO ledger_journal (key, kind, about, memo, happened_at) VALUES (%s, 'x', 'x', '', now()) RETURNING id"
)
ENTRY = "INSERT INTO ledger_entry (journal_id, account_id, amount) VALUES (%s, %s, %s)"


def rows() -> list[list[dict[str, Any]]]:
    return [list(model.objects.order_by("pk").values()) for model in (Account, Journal, Entry)]


@pytest.fixture
def journal(db: None) -> Journal:
    """A journal in the books whose deferred checks have passed."""
    journal = paid()
    assert journal is not None
    check_now()
    return journal


@pytest.fixture
def old_journal(transactional_db: None) -> Journal:
    """A journal that was committed."""
    journal = paid()
    assert journal is not None
    return journal


def refused(sentence: str, attack: Callable[[], object], error: type[Exception] = IntegrityError) -> None:
    """The attack must fail with this sentence, and leave every row as it was."""

    @transaction.atomic
    def try_it() -> None:
        attack()
        check_now()

    before = rows()
    with pytest.raises(error, match=sentence):
        try_it()
    assert rows() == before


def account(code: str) -> int:
    return Account.objects.get(code=code).pk


def write(*amounts: int, key: str = "forged") -> int:
    [[journal_id]] = run(JOURNAL, [key])
    for amount in amounts:
        run(ENTRY, [journal_id, account("held"), amount])
    return int(journal_id)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_entry SET amount = amount * 2",
        "UPDATE ledger_entry SET amount = amount",
        "UPDATE ledger_entry SET account_id = (SELECT max(id) FROM ledger_account)",
        "UPDATE ledger_entry SET id = id + 100",
        "DELETE FROM ledger_entry",
        "DELETE FROM ledger_entry WHERE amount < 0",
        "UPDATE ledger_journal SET memo = 'nothing to see'",
        "UPDATE ledger_journal SET happened_at = now() - interval '1 year'",
        "UPDATE ledger_journal SET recorded_at = now(), recorded_in = pg_current_xact_id()::text::bigint",
        "DELETE FROM ledger_journal",
        "WITH gone AS (DELETE FROM ledger_entry RETURNING 1) SELECT count(*) FROM gone",
        "MERGE INTO ledger_entry e USING ledger_account a ON a.id = e.account_id WHEN MATCHED THEN DELETE",
        "INSERT INTO ledger_journal SELECT * FROM ledger_journal ON CONFLICT (key) DO UPDATE SET about = 'mine'",
    ],
)
def test_it_refuses_to_change_what_is_written(journal: Journal, sql: str) -> None:
    refused("Ledger: (UPDATE|DELETE) on ledger_(entry|journal) is refused", lambda: run(sql))


@pytest.mark.parametrize(
    "sql",
    [
        "TRUNCATE ledger_entry",
        "TRUNCATE ledger_journal, ledger_entry",
        "TRUNCATE ledger_journal CASCADE",
        "TRUNCATE ledger_account CASCADE",
        "TRUNCATE ledger_account, ledger_journal, ledger_entry RESTART IDENTITY",
    ],
)
def test_it_refuses_to_be_emptied(journal: Journal, sql: str) -> None:
    refused("Ledger: TRUNCATE on ledger_[a-z]+ is refused", lambda: run(sql))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_account SET code = 'seller:8' WHERE code = 'held'",
        "UPDATE ledger_account SET kind = 'income' WHERE code = 'held'",
        "UPDATE ledger_account SET id = id + 100 WHERE code = 'held'",
        "INSERT INTO ledger_account (code, name, kind) VALUES ('held', '', 'asset')"
        " ON CONFLICT (code) DO UPDATE SET kind = excluded.kind",
    ],
)
def test_it_keeps_an_accounts_code_and_kind(journal: Journal, sql: str) -> None:
    refused("Ledger: account held keeps its code and kind", lambda: run(sql))


def test_it_keeps_an_account_that_has_entries(journal: Journal) -> None:
    refused("Ledger: account held has entries", lambda: run("DELETE FROM ledger_account WHERE code = 'held'"))


def test_it_lets_an_account_without_entries_go(journal: Journal) -> None:
    run("INSERT INTO ledger_account (code, name, kind) VALUES ('mistake', 'Salah', 'asset')")
    run("DELETE FROM ledger_account WHERE code = 'mistake'")

    assert not Account.objects.filter(code="mistake").exists()


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("INSERT INTO ledger_account (code, name, kind) VALUES ('x', 'x', 'gift')", "ledger_account_kind_is_known"),
        ("INSERT INTO ledger_account (code, name, kind) VALUES ('', 'x', 'asset')", "ledger_account_has_a_code"),
        ("INSERT INTO ledger_account (code, name, kind) VALUES ('held', 'x', 'asset')", "ledger_account_code"),
        (JOURNAL.replace("%s", "''"), "ledger_journal_has_a_key"),
        (JOURNAL.replace("%s", "'payment:1'"), "ledger_journal_key"),
    ],
)
def test_it_refuses_malformed_rows(journal: Journal, sql: str, name: str) -> None:
    refused(name, lambda: run(sql))


@pytest.mark.parametrize("save", [Journal.save, Journal.delete, Entry.save, Entry.delete])
def test_it_refuses_changes_through_the_models_too(journal: Journal, save: Callable[[models.Model], object]) -> None:
    row = journal if save in (Journal.save, Journal.delete) else journal.entries.first()
    assert row is not None

    refused("Ledger: |protected", lambda: save(row), (IntegrityError, ProtectedError))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("amounts", "sentence"),
    [
        ((), "journal forged has 0 entries"),
        ((5,), "journal forged has 1 entries"),
        ((5, -4), "journal forged is out of balance by 1"),
        ((5, 5), "journal forged is out of balance by 10"),
        ((2**63 - 1, 2**63 - 1), "journal forged is out of balance by 18446744073709551614"),
        ((2**63 - 1, 2**63 - 1, 2), "journal forged is out of balance by 18446744073709551616"),
    ],
)
def test_it_refuses_a_journal_that_does_not_balance(journal: Journal, amounts: tuple[int, ...], sentence: str) -> None:
    refused(f"Ledger: {sentence}", lambda: write(*amounts))


def test_it_takes_a_balanced_journal_by_raw_sql(journal: Journal) -> None:
    """The control: the refusals above are not for the way in."""
    write(5, -3, -2)
    check_now()

    assert Entry.objects.count() == 5


def test_it_refuses_amounts_of_zero(journal: Journal) -> None:
    refused("ledger_entry_moves_something", lambda: write(5, -5, 0))


@pytest.mark.parametrize("amount", [2**63, -(2**63) - 1, 10**40])
def test_it_refuses_numbers_beyond_the_column(journal: Journal, amount: int) -> None:
    refused("out of range", lambda: write(amount, -amount), DataError)


def test_it_refuses_an_entry_of_no_journal(journal: Journal) -> None:
    refused("was not recorded in this transaction", lambda: run(ENTRY, [journal.pk + 1000, account("held"), 5]))


def test_it_refuses_an_entry_on_no_account(journal: Journal) -> None:
    def attack() -> None:
        [[forged]] = run(JOURNAL, ["forged"])
        run(ENTRY, [forged, 0, 5])
        run(ENTRY, [forged, 0, -5])

    refused("foreign key", attack)


def test_it_refuses_a_lone_entry_even_after_an_early_check(journal: Journal) -> None:
    def attack() -> None:
        forged = write(5, -5)
        check_now()
        run(ENTRY, [forged, account("held"), 1])

    refused("out of balance by 1", attack)


def test_it_looks_past_a_table_slipped_in_front(journal: Journal) -> None:
    def attack() -> None:
        run("CREATE TEMP TABLE ledger_entry AS SELECT 0::bigint AS journal_id, 0::bigint AS amount WITH NO DATA")
        [[forged]] = run(JOURNAL, ["forged"])
        run("INSERT INTO ledger_entry VALUES (%s, 1), (%s, -1)", [forged, forged])
        run(ENTRY.replace("ledger_entry", "public.ledger_entry"), [forged, account("held"), 5])

    refused("journal forged has 1 entries", attack)


def test_it_signs_journals_itself(journal: Journal) -> None:
    run(
        "INSERT INTO ledger_journal (key, kind, about, memo, happened_at, recorded_at, recorded_in)"
        " VALUES ('forged', 'x', 'x', '', now(), '2020-01-01', 42)"
    )

    [[is_signed]] = run(
        "SELECT recorded_at = transaction_timestamp() AND recorded_in = pg_current_xact_id()::text::bigint"
        " FROM ledger_journal WHERE key = 'forged'"
    )
    assert is_signed
    [[forged]] = run("SELECT id FROM ledger_journal WHERE key = 'forged'")
    run(ENTRY, [forged, account("held"), 5])
    run(ENTRY, [forged, account("held"), -5])


def test_it_refuses_unbalanced_journals_at_a_real_commit(old_journal: Journal) -> None:
    before = rows()
    for amounts in ((), (5,), (5, -4)):
        with pytest.raises(IntegrityError, match="Ledger: journal forged"), transaction.atomic():
            write(*amounts)
    assert rows() == before
    write_whole = transaction.atomic(write)
    write_whole(5, -5)
    assert total() == 0


def test_it_refuses_late_entries_to_an_old_journal(old_journal: Journal) -> None:
    held = account("held")
    sentence = "was not recorded in this transaction, so nothing is added to it"
    two = ENTRY + ", (%s, %s, %s)"

    refused(sentence, lambda: run(ENTRY, [old_journal.pk, held, 5]))
    refused(sentence, lambda: run(two, [old_journal.pk, held, 5, old_journal.pk, held, -5]))
    refused(sentence, lambda: Entry.objects.create(journal=old_journal, account_id=held, amount=5))
    assert [line.balance for line in balances()] == [45_000, -45_000]


def test_it_knows_its_transaction_by_the_time_too(old_journal: Journal) -> None:
    """After a restore from a dump the numbers of transactions begin anew, so an old journal may bear ours."""
    held = account("held")

    def attack() -> None:
        run("ALTER TABLE ledger_journal DISABLE TRIGGER ledger_journal_stays")
        run("UPDATE ledger_journal SET recorded_in = pg_current_xact_id()::text::bigint")
        run("ALTER TABLE ledger_journal ENABLE TRIGGER ledger_journal_stays")
        run(ENTRY, [old_journal.pk, held, 5])

    refused("was not recorded in this transaction", attack)
