"""What the clock does for lists."""

from __future__ import annotations

from celery import shared_task

from catalogue.listed import fold_tally, look_again


@shared_task
def keep_the_listing() -> None:
    """Write what was held when it changed, and fold the counts."""
    look_again()
    fold_tally()
