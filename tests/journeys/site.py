"""The site that all journeys share: the demo's own processes and data, on free ports and a database of its own."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import psycopg
from django.conf import settings

from market.demo import site, stamps
from market.demo.run import prepare
from market.demo.supervisor import Supervisor, ending_them_all
from tests import databases

OURS = settings.DATABASES["default"]["NAME"]
LIVE = f"{OURS}_journeys"
FILLED = f"{OURS}_filled_"
"""Named after the database, so that whoever has one of their own walks beside others on one server."""


@dataclass(frozen=True)
class LiveSite:
    """Where the site is, and a look into its database."""

    url: str
    stripe_url: str
    var: Path
    database_url: str
    environment: Mapping[str, str]

    def address(self, path: str) -> str:
        """Return the whole address of a path."""
        return urljoin(self.url, path)

    def manage(self, *command: str) -> None:
        """Run a command of the site."""
        given = [sys.executable, "manage.py", *command]
        subprocess.run(given, cwd=settings.ROOT, env=dict(self.environment), check=True)  # noqa: S603

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return what a query finds in the live database; %s stands for the values."""
        with psycopg.connect(self.database_url) as connection:
            return connection.execute(query, values).fetchall()  # type: ignore[call-overload]


@contextmanager
def running_site() -> Iterator[LiveSite]:
    """Run web server, worker, Stripe double on a fresh copy of the demo; end them all at the end."""
    root, var = settings.ROOT, settings.VAR / "journeys"
    port = _free_port()
    database_url = databases.url(LIVE)
    environment = {
        **site.child_environment(os.environ, port),
        "DJANGO_SETTINGS_MODULE": "market.settings.dev",
        "DATABASE_URL": database_url,
        "VAR_DIR": str(var),
    }
    supervisor = Supervisor(environment, root, var / "log", is_quiet=True)
    with ending_them_all(supervisor):
        _fill(supervisor, root=root, var=var)
        for waiting in (var / "celery" / "queue").glob("*"):
            waiting.unlink()
        for left in ("stripe_double.json", "clock"):
            (var / left).unlink(missing_ok=True)
        site.start_site(supervisor, port=port, var=var)
        supervisor.wait_until(lambda: site.is_ready(port), seconds=120, what="An answer from /readyz")
        supervisor.wait_until(lambda: site.answers(port + 1), seconds=60, what="An answer from the Stripe double")
        site.warm(port)
        stripe = f"http://127.0.0.1:{port + 1}/"
        yield LiveSite(f"http://127.0.0.1:{port}/", stripe, var, database_url, environment)
        supervisor.check()


def _fill(supervisor: Supervisor, *, root: Path, var: Path) -> None:
    """Copy the filled database of an earlier run, or fill one now and keep it for the next run."""
    var.mkdir(parents=True, exist_ok=True)
    makers = [path for path in (root / "market" / "demo").glob("**/*") if path.suffix in {".py", ".csv", ".json"}]
    template = databases.migrated_template()
    filled = FILLED + stamps.of_files(makers, template)
    kept = var / "filled.stamp"  # the pictures beside it belong to this very database
    if stamps.read(kept) != filled or not databases.exists(filled):
        kept.unlink(missing_ok=True)
        databases.copy_database(template, LIVE)
        _stamp(root)
        prepare(supervisor, root=root, var=var, size="small", database_url=databases.url(LIVE))
        databases.drop_all(FILLED)
        databases.copy_database(LIVE, filled)
        kept.write_text(filled)
        return
    databases.copy_database(filled, LIVE)
    _stamp(root, areas="loaded", demo="small")
    prepare(supervisor, root=root, var=var, size="small", database_url=databases.url(LIVE))


def _stamp(root: Path, **more: str) -> None:
    """Say in the live database what is done in it; a copy of a database does not carry its comment along."""
    with psycopg.connect(databases.url(LIVE), autocommit=True) as connection:
        stamps.write_database(connection, migrations=stamps.of_migrations(root), **more)


def _free_port() -> int:
    for _ in range(50):
        port = random.randrange(20_000, 40_000, 2)
        try:
            site.require_free(port, port + 1)
        except site.PortTaken:
            continue
        return port
    raise RuntimeError("no free pair of ports")
