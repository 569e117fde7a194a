"""The role that the application signs in as in production: all that it does goes, and the ledger's guards stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from market.ledger.balances import total
from market.settlement.earnings import fulfil
from tests.market.settlement.stand import Stand
from tests.market.settlement.world import NOW, Sold, ask, carry_out_all, orders_of, owed_to, paid_purchase

ATTACKS = [
    "ALTER TABLE ledger_entry DISABLE TRIGGER USER",
    "ALTER TABLE ledger_entry DISABLE TRIGGER ALL",
    "DROP TRIGGER ledger_entry_stays ON ledger_entry",
    "ALTER TABLE ledger_entry OWNER TO pasarhulu",
    "ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_moves_something",
    "ALTER FUNCTION ledger_refuse() SET search_path = pg_temp",
    "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "DROP FUNCTION ledger_refuse() CASCADE",
    "CREATE RULE swap AS ON INSERT TO ledger_entry DO INSTEAD NOTHING",
    "SET session_replication_role = replica",
    "ALTER ROLE pasarhulu SUPERUSER",
    "UPDATE ledger_entry SET amount = amount * 2",
    "DELETE FROM ledger_journal",
    "TRUNCATE ledger_entry, ledger_journal",
    "MERGE INTO ledger_entry e USING ledger_account a ON e.account_id = a.id WHEN MATCHED THEN DELETE",
    "INSERT INTO ledger_account SELECT * FROM ledger_account"
    " ON CONFLICT (id) DO UPDATE SET kind = 'asset', code = 'x' || ledger_account.id",
    "COPY (SELECT 1) TO PROGRAM 'true'",
]


@pytest.fixture
def as_the_application(db: None) -> Iterator[Callable[[str], None]]:
    """Let everything be done by a role as docs/ledger.md makes it, under a name of ours; rolled back with the test."""
    recipe = re.search(r"```sql\n(.*?)```", (settings.ROOT / "docs" / "ledger.md").read_text(), re.S)
    assert recipe

    def run(sql: str) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql.replace("pasarhulu", "pasarhulu_of_a_test"))

    run(recipe[1])
    run("SET LOCAL ROLE pasarhulu")
    yield run
    run("RESET ROLE")


def test_money_moves_as_ever(as_the_application: Callable[[str], None], stand: Stand) -> None:
    order = orders_of(paid_purchase(stand, Sold(goods=45_000, commission=2_250)))[0]
    fulfil(order_id=order.pk, now=NOW)
    ask(order, 9_000)
    carry_out_all()
    as_the_application("SET CONSTRAINTS ALL IMMEDIATE")
    assert (total(), owed_to(order.membership.seller)) == (0, 34_200)


def test_nothing_takes_the_guards_off(as_the_application: Callable[[str], None], stand: Stand) -> None:
    paid_purchase(stand, Sold(goods=45_000))
    for attack in ATTACKS:
        with pytest.raises(DatabaseError, match=r"permission denied|must be (owner|superuser)|keeps its code"):
            as_the_application(attack)
