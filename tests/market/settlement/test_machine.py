"""Whatever happens to money, in whatever order: every account adds up after every step."""

from __future__ import annotations

import logging
import os
import traceback
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.storage import InMemoryStorage
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.internal.conjecture.providers import HypothesisProvider
from hypothesis.stateful import run_state_machine_as_test

from market.settlement import postings
from market.settlement.labels import JOURNALS
from market.settlement.models import SellerPayout
from tests.market.settlement.beginning import make_world
from tests.market.settlement.machine import MoneyMachine
from tests.market.settlement.stand import Stand

STEPS = 50
BY_HAND = {"advance", "moved"}
"""What only the office books, see `test_moves.py` and `test_docs_example.py`."""
SEEN = JOURNALS.keys() - BY_HAND | {"a placed order was paid"}
"""What must have happened among the runs: all other kinds of journals, and money of an order placed in the shop."""
SEED = int(os.environ.get("PROOF_SEED") or 20261121)


@pytest.fixture
def machine(db: Any, stand: Stand, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[MoneyMachine]]:
    """The machine in a world of its own, without the alarms that it raises by the thousand.

    Hypothesis likes to draw numbers that it reads in whichever of our modules are loaded just then. Without that the
    seed alone says what happens, alone and in the whole suite alike.
    """
    monkeypatch.setattr(HypothesisProvider, "_maybe_draw_constant", lambda *_args, **_how: None)
    monkeypatch.setattr(SellerPayout._meta.get_field("proof"), "storage", InMemoryStorage())
    world = make_world(stand)
    logging.disable(logging.ERROR)
    yield type("Machine", (MoneyMachine,), {"world": world, "stand": stand, "seen": Counter()})
    logging.disable(logging.NOTSET)


def run(machine: type[MoneyMachine], runs: int, steps: int = STEPS) -> None:
    print(f"seed {SEED}: {runs} runs of up to {steps} steps")  # noqa: T201
    run_state_machine_as_test(
        seed(SEED)(machine),
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            print_blob=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(f"runs in which it happened: {dict(sorted(machine.seen.items()))}")  # noqa: T201


@pytest.mark.long
def test_the_books_are_right_after_every_step_of_200_runs(machine: type[MoneyMachine]) -> None:
    run(machine, 200)
    assert machine.seen.keys() >= SEEN


@pytest.mark.prove
def test_the_books_are_right_after_every_step_of_10000_runs(machine: type[MoneyMachine]) -> None:
    run(machine, 10_000)
    assert machine.seen.keys() >= SEEN


def test_the_machine_notices_when_money_is_forgotten(
    machine: type[MoneyMachine], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The positive control: without the journal of a refund that was paid the machine must fail."""
    monkeypatch.setattr(postings, "refund_paid", lambda **_kwargs: None)
    with pytest.raises(AssertionError) as caught:
        run(machine, 100)
    assert "refunds owed" in "".join(traceback.format_exception(caught.value))
