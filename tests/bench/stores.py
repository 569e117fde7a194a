"""The filled databases, one of ours and one of stock Oscar's for each size, kept for the next run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from market.demo import stamps
from market.demo.supervisor import say
from tests import databases
from tests.bench.stock.fill import fill as fill_stock

HERE = Path(__file__).parent
STOCK_SETTINGS = "tests.bench.stock.settings"


def folder(size: int) -> Path:
    """Return where the files of one size are kept."""
    return Path(settings.VAR) / "bench" / str(size)


def name_of(whose: str, size: int) -> str:
    """Return the name of a database; `whose` is "ours" or "stock"."""
    return f"pasarhulu_bench_{whose}_{size}"


def address(whose: str, size: int) -> str:
    """Return the DATABASE_URL of a database."""
    return databases.url(name_of(whose, size))


def prepare(size: int) -> None:
    """Make or renew what one size needs: both databases, the pictures, the static files of both."""
    known, wanted = _stamp(name_of("ours", size)), _wanted()
    if known.get("goods") != wanted["goods"] or not databases.exists(name_of("stock", size)):
        say(f"Filling databases with {size} products; they are kept for the next time")
        _fill(size)
        known = wanted
    if known["schema"] != wanted["schema"]:
        say(f"Bringing the kept database of {size} products up to date")
        _manage(size, "ours", "migrate", "-v0")
    if known["index"] != wanted["index"]:
        say(f"Writing the search index of {size} products anew")
        _manage(size, "ours", "rebuild_modelsearch_index", "-v0")
    _write_stamp(name_of("ours", size), **wanted)
    for whose, state in (("ours", stamps.of_static(settings.ROOT)), ("stock", stamps.of_packages())):
        _collect_static(size, whose, state)


def make_pictures(size: int) -> None:
    """Make the files that pages have asked for since, as a worker does."""
    _run([sys.executable, "-m", "tests.bench.ours.pictures"], size, "ours")


def _wanted() -> dict[str, str]:
    """Return the state of what fills the databases, of the schema, and of what writes the search index."""
    root = Path(settings.ROOT)
    search = root / "market" / "shop" / "search"
    indexing = [*root.glob("catalogue/*index*.py"), *search.rglob("*.py"), *search.rglob("*.csv")]
    return {
        "goods": stamps.of_files([HERE / "ours" / "fill.py", HERE / "stock" / "fill.py"]),
        "schema": stamps.of_migrations(root),
        "index": stamps.of_files([*indexing, root / "catalogue" / "models.py"]),
    }


def _fill(size: int) -> None:
    shutil.rmtree(folder(size), ignore_errors=True)
    folder(size).mkdir(parents=True)
    databases.drop_database(name_of("stock", size))
    databases.copy_database(databases.migrated_template(), name_of("ours", size))
    _run([sys.executable, "-m", "tests.bench.ours.fill", str(size)], size, "ours")
    with databases.maintenance() as server:
        server.execute(f'CREATE DATABASE "{name_of("stock", size)}"')
    _manage(size, "stock", "migrate", "-v0")
    fill_stock(address("ours", size), address("stock", size))


def _collect_static(size: int, whose: str, state: str) -> None:
    stamp = folder(size).parent / f"static-{whose}.stamp"
    if stamps.read(stamp) != state:
        say(f"Collecting static files of {whose}")
        _manage(size, whose, "collectstatic", "--noinput", "--clear", "-v0")
        stamp.write_text(state)


def environment(whose: str, size: int) -> dict[str, str]:
    """Return the environment of a process that works with one of the databases; the demo's makers need `dev`."""
    chosen = STOCK_SETTINGS if whose == "stock" else "tests.bench.ours.settings"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": chosen,
        "DATABASE_URL": address(whose, size),
        "VAR_DIR": str(folder(size)),
        "PYTHONUNBUFFERED": "1",
    }


def _manage(size: int, whose: str, *command: str) -> None:
    _run([sys.executable, "-m", "django", *command], size, whose)


def _run(command: list[str], size: int, whose: str) -> None:
    told = environment(whose, size)
    if "tests.bench.ours.fill" in command:
        told["DJANGO_SETTINGS_MODULE"] = "market.settings.dev"  # the demo's makers refuse production
    subprocess.run(command, cwd=settings.ROOT, env=told, check=True)  # noqa: S603 (our own commands only)


def _stamp(name: str) -> dict[str, str]:
    query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    with databases.maintenance() as server:
        row = server.execute(query, [name]).fetchone()
    return dict(json.loads(row[0])) if row and row[0] else {}


def _write_stamp(name: str, **known: str) -> None:
    with databases.maintenance() as server:
        server.execute(f"COMMENT ON DATABASE \"{name}\" IS '{json.dumps(known)}'")
