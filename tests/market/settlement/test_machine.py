"""Whatever happens to money, in whatever order: every account adds up after every step."""

from __future__ import annotations

import traceback
from typing import Any

import pytest
from django.core.files.storage import InMemoryStorage
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from market.settlement import postings
from market.settlement.models import SellerPayout
from tests.market.settlement.machine import MoneyMachine, make_world
from tests.market.settlement.stand import Stand

STEPS = 50


@pytest.fixture
def machine(db: Any, stand: Stand, monkeypatch: pytest.MonkeyPatch) -> type[MoneyMachine]:
    """The machine in a world of its own."""
    monkeypatch.setattr(SellerPayout._meta.get_field("proof"), "storage", InMemoryStorage())
    world = make_world(stand)
    return type("Machine", (MoneyMachine,), {"world": world, "stand": stand})


def run(machine: type[MoneyMachine], runs: int, steps: int = STEPS) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.long
def test_the_books_are_right_after_every_step_of_200_runs(machine: type[MoneyMachine]) -> None:
    run(machine, 200)


@pytest.mark.prove
def test_the_books_are_right_after_every_step_of_10000_runs(machine: type[MoneyMachine]) -> None:
    run(machine, 10_000)


def test_the_machine_notices_when_money_is_forgotten(
    machine: type[MoneyMachine], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The positive control: without the journal of a refund that was paid the machine must fail."""
    monkeypatch.setattr(postings, "refund_paid", lambda **_kwargs: None)
    with pytest.raises(AssertionError) as caught:
        run(machine, 100)
    assert "refunds owed" in "".join(traceback.format_exception(caught.value))
