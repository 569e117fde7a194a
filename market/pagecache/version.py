"""The version of all public pages: what the database says it is, asked at each request in some thirty microseconds."""

from __future__ import annotations

import threading

import psycopg
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from psycopg.pq import ExecStatus

NAME = b"pagecache_version"
QUESTION = b"SELECT sum(changes) FROM pagecache_version"
_asked = threading.local()


def raise_version() -> None:
    """Let every page be made anew, where something changed that no trigger sees."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("UPDATE pagecache_version SET changes = changes + 1 WHERE slot = 1")


def current_version() -> bytes | None:
    """Return the version as committed by now, or None when the database does not say.

    Read it before making a page, and keep the page under it: what is committed meanwhile makes another version.
    It goes straight to libpq: a cursor of Django's costs ten times as much.
    """
    try:
        connection = connections[DEFAULT_DB_ALIAS]
        connection.ensure_connection()
        raw = connection.connection
        if getattr(_asked, "by", None) is not raw:
            _asked.by = raw if raw.pgconn.prepare(NAME, QUESTION).status == ExecStatus.COMMAND_OK else None
        answer = raw.pgconn.exec_prepared(NAME, None)
    except (DatabaseError, psycopg.Error):
        return None
    if answer.status == ExecStatus.TUPLES_OK:
        return answer.get_value(0, 0)
    connection.errors_occurred = True
    connection.close_if_unusable_or_obsolete()
    return None
