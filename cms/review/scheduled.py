"""Pages whose hour has come are published, and those whose time is over are taken down, each by itself.

Wagtail has a command for this (`publish_scheduled`), which stops at the first page that cannot be published. Here one
page's trouble is its own: a page with faults loses its hour and its author is told; any other failure is tried again
at the next run. Two runs at once take turns by row locks, and what one has done the other finds done.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from wagtail.models import Page, Revision

from cms.review.faults import FaultyPage
from cms.review.telling import tell_of_missed_hour, tell_of_publishing

logger = logging.getLogger(__name__)


class Done(NamedTuple):
    """How many pages were published, taken down, and stopped."""

    published: int = 0
    taken_down: int = 0
    stopped: int = 0


def publish_due(now: datetime) -> Done:
    """Take down what has expired, then publish what is due, the oldest hour first."""
    expired = Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at").values_list("pk", flat=True)
    taken_down = sum(_safely(_take_down, key, now) for key in list(expired))
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at", "pk")
    published = stopped = 0
    for key in list(due.values_list("pk", flat=True)):
        try:
            published += _safely(_publish, key, now)
        except FaultyPage as fault:
            stopped += _cancel(key, fault)
    return Done(published, taken_down, stopped)


def _safely(work: object, key: int, now: datetime) -> bool:
    """Return whether it was done; what fails is logged, and is no trouble of the pages that follow."""
    try:
        return work(key, now)  # type: ignore[operator, no-any-return]
    except FaultyPage:
        raise
    except Exception:
        logger.exception("Scheduled publishing: could not %s %s", work.__name__, key)  # type: ignore[attr-defined]
        return False


@transaction.atomic
def _take_down(key: int, now: datetime) -> bool:
    page = Page.objects.select_for_update(skip_locked=True).filter(pk=key, live=True, expire_at__lt=now).first()
    if page is None:
        return False
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


@transaction.atomic
def _publish(key: int, now: datetime) -> bool:
    revision = _locked(key, now)
    if revision is None:
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    if isinstance(page := revision.content_object, Page):
        tell_of_publishing(page, revision)
    return True


@transaction.atomic
def _cancel(key: int, fault: FaultyPage) -> bool:
    """Take the hour from a page that has faults, keeping all that was written, and tell its author."""
    revision = Revision.objects.select_for_update().filter(pk=key, approved_go_live_at__isnull=False).first()
    if revision is None:
        return False
    hour = revision.approved_go_live_at
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    tell_of_missed_hour(fault, revision, hour)
    return True


def _locked(key: int, now: datetime) -> Revision | None:
    """Return a revision whose hour has come, held until the transaction ends; none when another run has it.

    Its page is held first, as whoever approves or declines holds it first.
    """
    due = Revision.objects.filter(pk=key, approved_go_live_at__lt=now)
    pages = Page.objects.filter(
        pk__in=[int(each) for each in due.page_revisions().values_list("object_id", flat=True)]
    )
    if len(pages.select_for_update(skip_locked=True)) < pages.count():
        return None
    return due.select_for_update(skip_locked=True).first()
