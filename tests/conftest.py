"""What every test stands on: a migrated database in a second, whole again after tests that commit."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase
from django.utils import translation
from django.utils.translation import trans_real
from hypothesis import settings as made_up

from cms.words.indonesian import speak_indonesian
from market.demo.words import compile_catalogues
from tests import databases
from tests.sharing import WORKER

pytest_plugins = ["tests.cast", "tests.left_out", "tests.sharing"]

# Playwright's own loop runs in the main thread; it is no danger to Django's queries there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# What is made up may take its time on a busy machine, and says how to have it made up again.
made_up.register_profile("house", deadline=None, print_blob=True)
made_up.load_profile("house")

COMMITTING = {"transactional_db", "django_db_reset_sequences", "live_server"}
TEMPLATE = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    """Compile the translations; Django is set up already, so what it read of them is read again."""
    if compile_catalogues(Path(__file__).resolve().parents[1]):
        trans_real._translations.clear()  # type: ignore[attr-defined]
        trans_real._default = None  # type: ignore[attr-defined]
        speak_indonesian()


def pytest_collection_finish() -> None:
    """Spare the garbage collector all of Django and of the tests, which stay to the end: a sixth of the time."""
    gc.collect()
    gc.freeze()


def _leave_the_tables(case: TransactionTestCase) -> None:
    """Stand in for Django's flush of 250 tables; see pytest_runtest_teardown."""


TransactionTestCase._fixture_teardown = _leave_the_tables  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """Copy the migrated template, once for each process; never migrate twice what did not change."""
    default = connections["default"]
    name = default.settings_dict["NAME"]
    test_name = name if name.startswith("test_") else f"test_{name}"
    test_name += WORKER and f"_{WORKER}"
    with django_db_blocker.unblock():
        template = request.config.stash[TEMPLATE] = databases.migrated_template()
        databases.copy_database(template, test_name)
        default.close()
        default.settings_dict["NAME"] = test_name
        yield
        default.close()
        default.settings_dict["NAME"] = name


def pytest_runtest_setup() -> None:
    """Speak Indonesian again: a page that was read in English leaves its language behind."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """After a test that commits, copy the template anew; emptying each table would lose what migrations put there."""
    yield
    if _commits(item) and TEMPLATE in item.config.stash:
        connections["default"].close()
        databases.copy_database(item.config.stash[TEMPLATE], connections["default"].settings_dict["NAME"])


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    is_marked = marker is not None and bool(marker.kwargs.get("transaction"))
    return is_marked or bool(COMMITTING & set(getattr(item, "fixturenames", ())))
