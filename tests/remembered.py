"""What many tests begin with is made once in a process; in the tests after that, the same rows are put in their place.

Laying out the site's pages takes two thousand queries, putting their rows in place takes two.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import IntegrityError, OperationalError, connection, connections, transaction

BY_TRIGGERS = {"catalogue_listed", "catalogue_tally", "catalogue_unlisted", "pagecache_version"}
"""What is written there is written by triggers; they do so again as rows are put in their place."""

logger = logging.getLogger(__name__)

Rows = dict[str, str]
TABLES = """
SELECT name, columns, key FROM (SELECT oid, oid::regclass::text AS name FROM pg_class WHERE relkind = 'r'
    AND relnamespace = 'public'::regnamespace) AS a_table,
LATERAL (SELECT array_agg(quote_ident(attname) ORDER BY attnum) AS columns FROM pg_attribute
    WHERE attrelid = oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS its,
LATERAL (SELECT quote_ident(min(attname)) AS key FROM pg_index JOIN pg_attribute ON attrelid = indrelid
    AND attnum = ANY(indkey) WHERE indrelid = oid AND indisprimary HAVING count(*) = 1) AS primary_key
"""


@dataclass
class Remembered:
    """What something did to the rows: the statements that do the same, and the rows as they must be before."""

    statements: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    number_replaced: int = 0

    def put_in_place(self) -> bool:
        """Do the same again; return False, with nothing done, where the rows are not as they were then."""
        with connection.cursor() as cursor:
            if self.replaced:
                cursor.execute(" UNION ALL ".join(self.replaced))
                if len(cursor.fetchall()) != self.number_replaced:
                    return False
            try:
                with transaction.atomic():
                    cursor.execute(";\n".join(self.statements))
            except IntegrityError:
                return False
        return True

    def replace(self, table: str, key: str, rows: Rows) -> None:
        """Note rows that are changed or gone afterwards."""
        self.number_replaced += len(rows)
        self.replaced.append(
            f"SELECT 1 FROM {table} AS one"  # noqa: S608
            f" WHERE to_jsonb(one) IN (SELECT jsonb_array_elements({_several(rows.values())}::jsonb))"
        )
        self.statements.append(f"DELETE FROM {table} WHERE {key}::text IN ({', '.join(map(_quoted, rows))})")  # noqa: S608

    def write(self, table: str, columns: str, key: str, rows: list[str]) -> None:
        """Note rows that are new or changed afterwards; their numbers are not given out again."""
        sequence = f"pg_get_serial_sequence({_quoted(table)}, {_quoted(key.strip(chr(34)))})"
        self.statements += [
            f"INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE"  # noqa: S608
            f" SELECT {columns} FROM jsonb_populate_recordset(NULL::{table}, {_several(rows)})",
            f"SELECT setval(given, greatest(max({key}::text::bigint), nextval(given)))"  # noqa: S608
            f" FROM {table}, {sequence} AS given WHERE given IS NOT NULL GROUP BY given",
        ]


_remembered: dict[Callable[[], object], Remembered] = {}


def once(make: Callable[[], object]) -> None:
    """Do to the database what `make` does, which must depend on nothing but what migrations have put there.

    It is learned once in a process, on a connection of its own that undoes it, whatever the test has written so far.
    """
    if connection.in_atomic_block:
        if make not in _remembered:
            _learn(make)
        if make in _remembered and _remembered[make].put_in_place():
            return
    make()


def _learn(make: Callable[[], object]) -> None:
    """Remember what `make` does to a database as it was migrated, unless something of the test stands in the way."""
    in_test, apart = connections["default"], connections.create_connection("default")
    connections["default"] = apart
    try:
        with transaction.atomic():
            with apart.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
            tables = _tables()
            before = _rows(tables)
            make()
            _remembered[make] = _difference(tables, before, _rows(tables))
            transaction.set_rollback(True)
    except OperationalError:  # the test has written the like
        logger.info("%s was not learned", make)
    finally:
        apart.close()
        connections["default"] = in_test


def _tables() -> dict[str, tuple[str, str]]:
    """Return each table's columns that can be written, and its primary key."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return {name: (", ".join(columns), key) for name, columns, key in cursor.fetchall() if name not in BY_TRIGGERS}


def _rows(tables: dict[str, tuple[str, str]]) -> dict[str, Rows]:
    """Return every row of every table by its primary key."""
    found: dict[str, Rows] = {}
    with connection.cursor() as cursor:
        for name, (_, key) in tables.items():
            cursor.execute(f"SELECT {key}::text, to_jsonb(one)::text FROM {name} AS one")  # noqa: S608
            found[name] = dict(cursor.fetchall())
    return found


def _difference(tables: dict[str, tuple[str, str]], before: dict[str, Rows], after: dict[str, Rows]) -> Remembered:
    found = Remembered()
    for name, (columns, key) in tables.items():
        old, new = before[name], after[name]
        replaced = {number: row for number, row in old.items() if new.get(number) != row}
        if replaced:
            found.replace(name, key, replaced)
        if written := [row for number, row in new.items() if old.get(number) != row]:
            found.write(name, columns, key, written)
    return found


def _several(rows: Iterable[str]) -> str:
    return _quoted(f"[{', '.join(rows)}]")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
