"""Whatever the worker can be asked to do, twice is as good as once; a run that was cut off is made good by another.

Every kind of effect and every task must be here: one that is new and missing fails the first test.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from cms.models import VillagePage
from market.celery import app
from market.outbox import leases, registry
from market.settings import base
from market.settlement.models import Payment
from sellers.permit_models import private_storage
from tests.market.shop.asks import EFFECTS, TASKS, latest
from tests.market.shop.streams import Shore, told, undone

pytestmark = pytest.mark.django_db
STRIDES = {"cms.village_pages": 40}
"""Many writes in one transaction: the power goes at some of them."""


def our_tasks() -> dict[str, Any]:
    app.loader.import_default_modules()
    return {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}


def run_effect(kind: str) -> None:
    effect = latest(kind)
    registry.handler_of(kind)(effect.payload, key=effect.key)


def run_task(name: str) -> None:
    args = [latest("notify.send").pk] if name.endswith(".nudge") else []
    our_tasks()[name](*args)


def everything(shore: Shore) -> dict[str, Any]:
    """Return all rows, private photos, and what the gateway knows; of moments only whether they are there."""
    rows: dict[str, Any] = {model._meta.label: _rows(model) for model in apps.get_models() if model._meta.managed}
    store = private_storage()
    rows["photos"] = sorted(store.listdir("izin")[1]) if store.exists("izin") else []
    return rows | {"gateway": repr({kind: shore.house.store[kind] for kind in ("sessions", "intents", "refunds")})}


def _rows(model: Any) -> list[list[Any]]:
    rows = model._base_manager.order_by("pk").values_list()
    return [[bool(value) if isinstance(value, datetime) else value for value in row] for row in rows]


class PowerCut(BaseException):
    """Nothing that anybody catches."""


class Cut:
    """Lets the power go at the n-th time that the database would be written to."""

    def __init__(self, turn: int) -> None:
        self.left = turn

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "DO ")):
            if not self.left:
                raise PowerCut
            self.left -= 1
        return execute(sql, params, many, context)


def outcome(shore: Shore) -> dict[str, Any]:
    payments = Payment.objects.order_by("pk").values_list("status", "external_id", "refunded")
    pages = sorted(VillagePage.objects.values_list("slug", "locale__language_code", "live"))
    return told(shore) | {
        "payments": [(status, bool(known), given) for status, known, given in payments],
        "pages": pages,
    }


def test_nothing_is_missing_here() -> None:
    kinds = {kind for kind in registry._handlers if not kind.startswith("test.")}
    assert set(EFFECTS) == kinds
    assert set(TASKS) == set(our_tasks())


@pytest.mark.parametrize("kind", EFFECTS)
def test_it_carries_out_each_kind_of_effect_twice_as_once(kind: str, shore: Shore) -> None:
    EFFECTS[kind](shore)
    before = everything(shore)
    run_effect(kind)
    after = everything(shore)
    assert after != before, "it did something"
    run_effect(kind)
    assert everything(shore) == after


@pytest.mark.parametrize("name", TASKS)
def test_it_runs_each_task_twice_as_once(name: str, shore: Shore) -> None:
    TASKS[name](shore)
    before = everything(shore)
    run_task(name)
    after = everything(shore)
    assert after != before, "it did something"
    run_task(name)
    assert everything(shore) == after


@pytest.mark.parametrize("kind", EFFECTS)
def test_it_makes_good_what_was_cut_off_at_any_write(kind: str, shore: Shore) -> None:
    EFFECTS[kind](shore)
    with undone(shore):
        run_effect(kind)
        whole = outcome(shore)
    turn, is_cut = 0, True
    while is_cut:
        with undone(shore):
            try:
                with connection.execute_wrapper(Cut(turn)):
                    run_effect(kind)
                is_cut = False
            except PowerCut:
                run_effect(kind)
            made_good = outcome(shore)
            made_good["sent"] = sorted(set(made_good["sent"]))  # said again under the key that the receiver knows
            assert made_good == whole, f"cut off at write {turn}"
        turn += STRIDES.get(kind, 1)
    assert turn > 1


def test_it_gives_a_task_back_that_dies_and_ends_one_that_hangs_before_anybody_else_takes_it() -> None:
    conf = app.conf
    assert (conf.task_acks_late, conf.task_reject_on_worker_lost, conf.worker_prefetch_multiplier) == (True, True, 1)
    assert conf.worker_soft_shutdown_timeout > 0
    visible = base.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    assert isinstance(visible, int)
    assert conf.task_soft_time_limit < conf.task_time_limit < leases.LONGEST_HOLD.total_seconds() < visible
    assert 2 * leases.BEAT < leases.LEASE < timedelta(seconds=30)
    for task in our_tasks().values():
        assert (task.acks_late, task.reject_on_worker_lost) == (True, True)
        assert task.time_limit is None or task.time_limit <= conf.task_time_limit
