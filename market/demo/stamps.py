"""Short names for the state of things, so that work already done is not done twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

DJANGO_PACKAGES = ("django", "wagtail", "model", "whitenoise")
ROOMS = ("market", "catalogue", "sellers", "cms")


def of_files(paths: Iterable[Path], *more: str) -> str:
    """Return a name that changes when one of the files (by content) or one of the further texts changes."""
    digest = hashlib.sha256("\n".join(more).encode())
    for path in sorted(paths):
        digest.update(str(path.name).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def of_packages() -> str:
    """Return the packages that may bring migrations or static files, with their versions, one a line."""
    found = {f"{package.name.lower()}=={package.version}" for package in distributions()}
    return "\n".join(sorted(name for name in found if name.startswith(DJANGO_PACKAGES)))


def of_migrations(root: Path) -> str:
    """Return the state of the schema: our migrations, the packages that bring their own, and which are in use."""
    files = [path for room in ROOMS for path in (root / room).glob("**/migrations/*.py")]
    return of_files([*files, root / "market" / "settings" / "apps.py"], of_packages())


def of_static(root: Path) -> str:
    """Return the state of what `collectstatic` would collect."""
    folders = [root / "static", *(folder for room in ROOMS for folder in (root / room).glob("**/static"))]
    files = [path for folder in folders for path in folder.glob("**/*") if path.is_file()]
    return of_files([*files, root / "market" / "static_files.py"], of_packages())


def read(path: Path) -> str:
    """Return the stamp kept in a file, or nothing."""
    return path.read_text().strip() if path.exists() else ""


def read_database(connection: Any) -> dict[str, str]:
    """Return the stamps kept in the database's comment; so they live and die with the data they speak of."""
    query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
    with connection.cursor() as cursor:
        cursor.execute(query)
        comment = cursor.fetchone()[0]
    try:
        return dict(json.loads(comment or "{}"))
    except (ValueError, TypeError):
        return {}


def write_database(connection: Any, **stamps: str) -> None:
    """Add stamps to the database's comment."""
    comment = json.dumps({**read_database(connection), **stamps}, sort_keys=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT format('COMMENT ON DATABASE %%I IS %%L', current_database(), %s::text)", [comment])
        cursor.execute(cursor.fetchone()[0])
