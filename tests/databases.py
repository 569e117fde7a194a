"""Databases for the tests: a migrated template kept for the next run, and copies of it in a second each.

The template's name carries a hash of all migration files and packages. A new one starts from an older one when only
migrations were added since, so adding one costs seconds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from market.demo import stamps

PREFIX = "pasarhulu_template_"
ONE_AT_A_TIME = 7_402_016


def parameters(name: str) -> dict[str, Any]:
    """Return psycopg's arguments for database `name` on the tests' server."""
    chosen = settings.DATABASES["default"]
    found = {key: chosen[key.upper()] for key in ("host", "port", "user", "password") if chosen[key.upper()]}
    return {**found, "dbname": name}


def url(name: str) -> str:
    """Return the DATABASE_URL of database `name` on the tests' server."""
    chosen = settings.DATABASES["default"]
    who = f"{chosen['USER']}:{chosen['PASSWORD']}"
    if str(chosen["HOST"]).startswith("/"):
        return f"postgresql://{who}@/{name}?host={chosen['HOST']}"
    return f"postgresql://{who}@{chosen['HOST']}:{chosen['PORT'] or 5432}/{name}"


@contextmanager
def maintenance() -> Iterator[psycopg.Connection]:
    """Connect beside the databases that are made and dropped; one test run at a time passes."""
    with psycopg.connect(**parameters("postgres"), autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        yield server


def copy_database(source: str, target: str) -> None:
    """Make `target` anew as a copy of `source`."""
    with maintenance() as server:
        _copy(server, source, target)


def drop_all(prefix: str) -> None:
    """Drop every database whose name begins so."""
    with maintenance() as server:
        for (name,) in server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix]):
            _execute(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def exists(name: str) -> bool:
    """Is there a database of this name?"""
    with maintenance() as server:
        return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def drop_database(name: str) -> None:
    """Drop a database and whoever still holds on to it."""
    with maintenance() as server:
        _execute(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def migrated_template() -> str:
    """Return the name of the template with every migration applied, made now if it is not there yet."""
    files = _migration_files(settings.ROOT)
    name = PREFIX + stamps.of_files([], json.dumps(files, sort_keys=True))
    return kept_template(name, files, lambda: call_command("migrate", interactive=False, verbosity=0))


def kept_template(name: str, contents: dict[str, str], fill: Callable[[], object]) -> str:
    """Return `name`, filled by `fill` (which runs with Django's connection on it) if it is not there yet."""
    with maintenance() as server:
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return name
        making = f"{name}_making"
        older = _start_from(server, contents)
        _copy(server, older or "template0", making)
        with _connected_to(making):
            fill()
        _execute(server, "ALTER DATABASE {} RENAME TO {}", making, name)
        comment = sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), json.dumps(contents))
        server.execute(comment)
        if older:
            _execute(server, "DROP DATABASE IF EXISTS {}", older)
    return name


def _start_from(server: psycopg.Connection, contents: dict[str, str]) -> str | None:
    """Return an older template whose every migration file is still there unchanged."""
    query = "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database WHERE datname LIKE %s"
    for name, comment in server.execute(query, [PREFIX + "%"]).fetchall():
        if comment and json.loads(comment).items() <= contents.items():
            return str(name)
    return None


def _migration_files(root: Path) -> dict[str, str]:
    paths = [path for room in stamps.ROOMS for path in (root / room).glob("**/migrations/*.py")]
    return {
        "packages": stamps.of_packages(),
        **{f"app {name}": "" for name in settings.INSTALLED_APPS},
        **{str(path.relative_to(root)): stamps.of_files([path]) for path in paths},
    }


@contextmanager
def _connected_to(name: str) -> Iterator[None]:
    connection.close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def _copy(server: psycopg.Connection, source: str, target: str) -> None:
    _execute(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", target)
    _execute(server, "CREATE DATABASE {} TEMPLATE {}", target, source)


def _execute(server: psycopg.Connection, query: str, *names: str) -> None:
    server.execute(sql.SQL(query).format(*map(sql.Identifier, names)))
