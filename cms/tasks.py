"""What the clock asks of the stories' room."""

from __future__ import annotations

from celery import shared_task

from cms import villages


@shared_task
def make_village_pages() -> int:
    """Make pages for villages that have got something to show; return how many."""
    return villages.make_village_pages()
