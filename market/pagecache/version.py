"""The version of all public pages: what the database says it is, asked at each request in some thirty microseconds."""

from __future__ import annotations

import threading

import psycopg
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from psycopg.pq import DiagnosticField, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult

NAME = b"pagecache_version"
QUESTION = b"SELECT sum(changes) FROM pagecache_version"
FORGOTTEN = b"26000"
"""The server's word for a statement it does not know: psycopg forgets all after a rollback, `market.prepared` too."""

SLOTS, LOCKS = 64, 20_411
"""As in the migration that makes the table and its triggers."""

RAISE = f"""
DO $$
DECLARE
    free integer := 1;
BEGIN
    WHILE free <= {SLOTS} AND NOT pg_try_advisory_xact_lock({LOCKS}, free) LOOP
        free := free + 1;
    END LOOP;
    IF free > {SLOTS} THEN
        INSERT INTO pagecache_version (changes) VALUES (1);
    ELSE
        UPDATE pagecache_version SET changes = changes + 1 WHERE slot = free;
    END IF;
    PERFORM set_config('pagecache.noted', pg_current_xact_id()::text, true);
END $$
"""  # noqa: S608  (two numbers of ours)
"""What the triggers do once a transaction: raise the first row that nobody holds, else write one more."""

_asked = threading.local()


def raise_version() -> None:
    """Let every page be made anew, where something changed that no trigger sees; it waits for nobody, as they do."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(RAISE)


def current_version() -> bytes | None:
    """Return the version as committed by now, or None when the database does not say.

    Read it before making a page, and keep the page under it: what is committed meanwhile makes another version.
    It goes straight to libpq: a cursor of Django's costs ten times as much.
    """
    try:
        connection = connections[DEFAULT_DB_ALIAS]
        connection.ensure_connection()
        answer = _ask(connection.connection)
    except (DatabaseError, psycopg.Error):
        return None
    if answer.status == ExecStatus.TUPLES_OK:
        return answer.get_value(0, 0)
    connection.errors_occurred = True
    connection.close_if_unusable_or_obsolete()
    return None


def _ask(raw: psycopg.Connection) -> PGresult:
    if raw.pgconn.transaction_status != TransactionStatus.IDLE:  # a statement that is gone would end the transaction
        return raw.pgconn.exec_(QUESTION)
    if getattr(_asked, "by", None) is not raw:
        _prepare(raw)
    answer = raw.pgconn.exec_prepared(NAME, None)
    if answer.error_field(DiagnosticField.SQLSTATE) == FORGOTTEN:
        _prepare(raw)
        answer = raw.pgconn.exec_prepared(NAME, None)
    return answer


def _prepare(raw: psycopg.Connection) -> None:
    _asked.by = raw if raw.pgconn.prepare(NAME, QUESTION).status == ExecStatus.COMMAND_OK else None
