"""`make demo`: prepare what is missing, start every process, say where it is, and end them all together.

Usage: PORT=8000 SIZE=small python -m market.demo.run
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from market.demo import site, stamps
from market.demo.data import people
from market.demo.making.sizes import SIZES
from market.demo.supervisor import ProcessEnded, Supervisor, ending_them_all, heed_signals, say
from market.demo.words import compile_catalogues


class WrongChoice(Exception):
    """PORT or SIZE cannot be used; the text says what can."""


def read_choices() -> tuple[int, str]:
    """Return PORT and SIZE from the environment."""
    port, size = os.environ.get("PORT") or "8000", os.environ.get("SIZE") or "small"
    if not port.isdigit() or not 1024 <= int(port) <= 65000:
        raise WrongChoice(f"PORT must be a number from 1024 to 65000, not {port!r}")
    if size not in SIZES:
        raise WrongChoice(f"SIZE must be small or full, not {size!r}")
    return int(port), size


def prepare(supervisor: Supervisor, *, root: Path, var: Path, size: str, database_url: str) -> bool:
    """Bring schema, areas, demo data, static files and translations up to date; return whether anything was to do."""
    compile_catalogues(root)
    tasks = []
    with psycopg.connect(database_url) as connection:
        known = stamps.read_database(connection)
    if known.get("migrations") != stamps.of_migrations(root) or "demo" not in known:
        tasks.append(supervisor.start("prepare", "manage.py", "prepare_demo", "--size", size))
    elif known["demo"] != size:
        say(f"The demo of size {known['demo']} is kept; for SIZE={size} start with: make clean")
    static_stamp, static = var / "static.stamp", stamps.of_static(root)
    if stamps.read(static_stamp) != static:
        static_stamp.unlink(missing_ok=True)
        tasks.append(supervisor.start("static", "manage.py", "collectstatic", "--noinput", "--clear", "-v0"))
    supervisor.finish(*tasks)
    static_stamp.write_text(static)
    return bool(tasks)


def open_regency(supervisor: Supervisor, *, port: int, database_url: str) -> None:
    """Let one regency have a site of its own at this port, unless it has."""
    host = f"{site.REGENCY}:{port}"
    with psycopg.connect(database_url) as connection:
        known = stamps.read_database(connection)
    if known.get("regency") != host:
        supervisor.finish(supervisor.start("regency", "manage.py", "open_demo_regency", "--host", host))


def introduce_everyone() -> None:
    """Print who can be signed in as."""
    say(f"People of the demo (the sign-in code is always {settings.DEMO_SIGN_IN_CODE}; one click at /demo/):")
    for person in [*people.CAST, *people.OFFICE]:
        say(f"  {person.phone}  {person.name:<11} {person.role:<21} {person.next}")


def run(started: float) -> None:
    """Run the demo until it is interrupted."""
    port, size = read_choices()
    site.require_free(port, port + 1)
    root, var = settings.ROOT, settings.VAR  # the first look starts the embedded PostgreSQL unless DATABASE_URL is set
    say(f"PostgreSQL answers after {time.monotonic() - started:.1f} s")
    environment = site.child_environment(os.environ, port)
    with ending_them_all(Supervisor(environment, root, var / "log")) as supervisor:
        is_new = prepare(supervisor, root=root, var=var, size=size, database_url=os.environ["DATABASE_URL"])
        open_regency(supervisor, port=port, database_url=os.environ["DATABASE_URL"])
        say(f"Prepared after {time.monotonic() - started:.1f} s")
        site.start_site(supervisor, port=port, var=var)
        supervisor.wait_until(lambda: site.is_ready(port), seconds=180, what="An answer from /readyz")
        supervisor.wait_until(lambda: site.answers(port + 1), seconds=60, what="An answer from the Stripe double")
        if is_new:
            site.warm(port)
        say(f"Started in {time.monotonic() - started:.1f} s. Logs: {var / 'log'}. Ctrl-C ends everything.")
        introduce_everyone()
        say(f"A regency with a site of its own: http://{site.REGENCY}:{port}/")
        say(f"Ready: http://127.0.0.1:{port}/")
        supervisor.watch()


def main() -> int:
    """Run, and turn what can be foreseen into one clear sentence and an exit code."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "market.settings.dev"
    heed_signals()
    try:
        run(time.monotonic())
    except (site.PortTaken, WrongChoice, ProcessEnded, ImproperlyConfigured) as problem:
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        say("Everything has ended; the data is kept.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
