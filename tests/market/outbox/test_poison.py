"""One poison among a thousand: the rest is done, the poison is parked where operators see it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from market.accounts.models import User
from market.accounts.roles import OPERATOR, appoint
from market.outbox.actions import TRIES, WorkerDied, record_effects, sweep
from market.outbox.models import Effect
from tests.cast import sign_in
from tests.market.outbox.conftest import Bell

pytestmark = pytest.mark.django_db

MANY = 1_000


def let_time_pass(key: str) -> None:
    """Let the waiting time after a failure, and the lease of whoever died, be over."""
    past = timezone.now() - timedelta(seconds=1)
    Effect.objects.filter(key=key).exclude(leased_until=None).update(leased_until=past)
    Effect.objects.filter(key=key).update(due_at=past)


def test_it_does_the_others_and_parks_the_poison_in_sight(bell: Bell) -> None:
    bell.error = ValueError("poison")
    record_effects(kind="test.bell", payloads={f"e{n:04}": {"is_poison": n == 500} for n in range(MANY)})
    for _ in range(TRIES):
        let_time_pass("e0500")
        sweep(limit=2 * MANY, seconds=600)

    assert Effect.objects.exclude(done_at=None).count() == MANY - 1
    assert Effect.objects.parked().get().key == "e0500"
    assert len(bell.rung) == MANY - 1 + TRIES
    let_time_pass("e0500")
    assert sweep() == 0, "it poisons nothing any more"

    user = User.objects.create_user("+6281100000001")
    appoint(user=user, role=OPERATOR)
    client = Client()
    sign_in(client, user)
    page = client.get("/kelola/efek/", {"parked_at__isnull": "false"}).content.decode()
    assert "e0500" in page
    assert "ValueError: poison" in page


def test_it_parks_what_kills_every_worker_without_a_word(bell: Bell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is left to note a failure; the count of tries was written before."""
    record_effects(kind="test.bell", payloads={"deadly": {}})
    bell.error = KeyboardInterrupt()  # type: ignore[assignment]  (nothing notes it, as nothing notes a SIGKILL)
    for _ in range(TRIES):
        let_time_pass("deadly")
        with pytest.raises(KeyboardInterrupt):
            sweep()
    let_time_pass("deadly")
    assert sweep() == 0
    assert Effect.objects.parked().get().last_error.startswith(WorkerDied.__name__)
    assert len(bell.rung) == TRIES
