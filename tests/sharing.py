"""How several processes share the tests (pytest-xdist): one by one, as each gets free; the journeys all in one."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from typing import Any

import pytest

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")  # gw0, gw1 ... in a process that shares the tests
JOURNEYS = "tests/journeys/"  # they walk through one live site, which is started once
DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "django_db_setup", "live_server", "live_site"}

# All processes must see the same tests in the same order, also where a set makes up their names.
os.environ.setdefault("PYTHONHASHSEED", str(random.randrange(1, 2**32)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hand out test by test, the longest row first; xdist's own groups do not work with pytest 9.2."""
    from xdist.scheduler import LoadScopeScheduling

    class Sharing(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return JOURNEYS if nodeid.startswith(JOURNEYS) else nodeid

    return Sharing(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Begin with what needs no database, as one process makes it on a first run; then what takes long."""
    yield
    if WORKER:
        items.sort(key=lambda item: (_needs_database(item), item.get_closest_marker("long") is None))


def _needs_database(item: pytest.Item) -> bool:
    return item.get_closest_marker("django_db") is not None or bool(DATABASE & set(getattr(item, "fixturenames", ())))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in which order sets came, should that have made the difference."""
    if terminalreporter.stats.get("failed") and terminalreporter.config.getoption("numprocesses", None):
        terminalreporter.write_line(f"PYTHONHASHSEED={os.environ['PYTHONHASHSEED']} orders sets as in this run")
