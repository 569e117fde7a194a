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


def embedded_url(data: Path, name: str, *, disposable: bool) -> str:
    """Return the address of database `name` on the embedded server; needs the development requirements."""
    try:
        from market.settings import embedded
    except ImportError:
        raise ImproperlyConfigured(
            "Set DATABASE_URL: the embedded PostgreSQL comes with requirements-dev.lock only"
        ) from None
    return embedded.embedded_url(data, name, disposable=disposable)


def from_environment(data: Path, name: str = "pasarhulu", *, disposable: bool = False) -> dict[str, Any]:
    """Return the default database's settings from `DATABASE_URL`, or from the embedded server.

    The embedded server's address is put into DATABASE_URL, so that child processes join it without starting it.
    """
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = embedded_url(data, name, disposable=disposable)
    return from_url(os.environ["DATABASE_URL"])
