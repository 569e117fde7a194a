"""The machine that a figure is from, and how busy it was."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

import psycopg

PACKAGES = ("django", "wagtail", "django-oscar", "granian")


def describe(database_url: str) -> str:
    """Return one sentence on cores, memory, versions and load."""
    with psycopg.connect(database_url) as connection:
        row = connection.execute("SHOW server_version").fetchone()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GiB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, PostgreSQL {row[0] if row else '?'} on the same machine, {packages}; "
        f"commit {_commit()}"
    )


def load() -> str:
    """Return the load averages of the last 1, 5 and 15 minutes."""
    return ", ".join(f"{figure:.1f}" for figure in os.getloadavg())


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _commit() -> str:
    arguments = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout.strip() or "unknown"
