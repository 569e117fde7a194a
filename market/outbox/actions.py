"""Record an effect with the change that asks for it; carry it out later, once, however many ask."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from market.outbox import leases
from market.outbox.models import Effect
from market.outbox.registry import Handler, Hopeless, handler_of

logger = logging.getLogger(__name__)

TRIES = 10
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)


class KeyTaken(ValueError):
    """The key already belongs to an effect of another kind."""


class WorkerDied(Exception):
    """Every worker that took the effect up died over it."""


def record_effect(*, kind: str, key: str, payload: dict[str, Any], due_at: datetime | None = None) -> Effect:
    """Write down that an effect must happen, inside the caller's transaction, and nudge a worker on commit.

    The same key gives the same row. A broker that is down is no error here: the sweeper finds the row.

    Raises:
        UnknownKind: when no room carries out `kind`.
        KeyTaken: when the key already belongs to another kind.
    """
    handler_of(kind)
    now = timezone.now()
    effect, is_new = Effect.objects.get_or_create(
        key=key, defaults={"kind": kind, "payload": payload, "due_at": due_at or now}
    )
    if effect.kind != kind:
        raise KeyTaken(f"Effect {key!r} is of kind {effect.kind!r}, not {kind!r}")
    if is_new and effect.due_at <= now:
        transaction.on_commit(partial(_nudge, effect.pk))
    return effect


def record_effects(*, kind: str, payloads: Mapping[str, dict[str, Any]]) -> None:
    """Write down many effects at once, by their keys, inside the caller's transaction; known keys are left alone.

    No worker is nudged: the sweeper finds them. Raises UnknownKind when no room carries out `kind`.
    """
    handler_of(kind)
    now = timezone.now()
    Effect.objects.bulk_create(
        [Effect(kind=kind, key=key, payload=payload, due_at=now) for key, payload in payloads.items()],
        ignore_conflicts=True,
    )


def carry_out(effect_id: int, *, at: datetime | None = None) -> bool:
    """Carry out one effect if it is due and nobody else holds it; return whether this call ran its handler.

    The handler runs outside any transaction of ours, under a lease, and may open its own. What it raises is
    noted: the effect is tried again later, or parked after TRIES or at once when it is `Hopeless`. One over which
    TRIES workers died without a word is parked as well.
    """
    effect = leases.take(effect_id, at or timezone.now())
    if effect is None:
        return False
    if effect.attempts > TRIES:
        _note_failure(effect, WorkerDied(f"{TRIES} times"), is_last=True)
        return False
    try:
        handler: Handler = handler_of(effect.kind)
        with leases.kept_up(effect):
            handler(effect.payload, key=effect.key)
    except Hopeless as error:
        _note_failure(effect, error, is_last=True)
    except Exception as error:
        logger.exception("Effect %s of kind %s failed on try %s", effect.pk, effect.kind, effect.attempts)
        _note_failure(effect, error, is_last=effect.attempts >= TRIES)
    else:
        Effect.objects.filter(pk=effect.pk, done_at=None).update(
            done_at=timezone.now(), leased_until=None, parked_at=None, last_error=""
        )
    return True


def sweep(*, limit: int = 200, seconds: float = 45) -> int:
    """Carry out what is due and on nobody's lease, oldest first, and what comes of it; return how many handlers ran.

    Stops after `limit` effects or `seconds`; two sweeps at once share the work, as each takes a lease first.
    """
    ends = time.monotonic() + seconds
    ran = 0
    while ran < limit and (due := _due(limit - ran)):
        for effect_id in due:
            if time.monotonic() >= ends:
                return ran
            ran += carry_out(effect_id)
    return ran


def try_again(*, effect_id: int) -> bool:
    """Take a parked effect off its parking place with a fresh count of tries; return whether it was parked."""
    is_freed = (
        Effect.objects.parked()
        .filter(pk=effect_id)
        .update(parked_at=None, attempts=0, leased_until=None, due_at=timezone.now())
    )
    if is_freed:
        transaction.on_commit(partial(_nudge, effect_id))
    return bool(is_freed)


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after the given number of failed tries: tripling, at most an hour, ± a quarter."""
    plain = min(FIRST_WAIT * 3 ** (attempts - 1), LONGEST_WAIT)
    return plain * random.uniform(0.75, 1.25)  # noqa: S311


def _due(limit: int) -> list[int]:
    return list(Effect.objects.free(timezone.now()).order_by("due_at", "pk").values_list("pk", flat=True)[:limit])


def _note_failure(effect: Effect, error: Exception, *, is_last: bool) -> None:
    """Give the lease back with the reason, unless the lease has meanwhile passed to somebody else."""
    now = timezone.now()
    Effect.objects.waiting().filter(pk=effect.pk, attempts=effect.attempts).update(
        leased_until=None,
        due_at=now + wait_after(effect.attempts),
        parked_at=now if is_last else None,
        last_error=f"{type(error).__name__}: {error}"[:1000],
    )


def _nudge(effect_id: int) -> None:
    """Tell a worker; a broker that does not answer is logged and left to the sweeper."""
    from market.outbox import tasks

    try:
        tasks.nudge.apply_async(args=[effect_id], retry=False)
    except Exception as error:  # noqa: BLE001  (brokers raise whatever their client raises)
        logger.warning("Nudge for effect %s was lost (%s); the sweeper will find it", effect_id, type(error).__name__)
