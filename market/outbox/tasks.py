"""The two doors through which Celery comes: one effect at once, or all that a nudge lost."""

from __future__ import annotations

from celery import shared_task

from market.outbox import actions


@shared_task
def nudge(effect_id: int) -> None:
    """Carry out one effect now; harmless when it is done, parked or held."""
    actions.carry_out(effect_id)


@shared_task
def sweep() -> int:
    """Carry out what is due; every 30 s, overlapping runs share the work."""
    return actions.sweep()
