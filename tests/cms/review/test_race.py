"""Sixteen at once: a step is decided once, and a page is published once at its hour; without our locks, more often."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision, TaskState

from cms.models import StoryPage
from cms.review.deciding import decide
from cms.review.mending import Changed
from cms.review.scheduled import publish_due
from tests.cms.review.conftest import Office, fresh
from tests.market.gateways.crowd import at_once

pytestmark = pytest.mark.django_db(transaction=True)
APPROVED, PUBLISHED = "wagtail.workflow.approve", "wagtail.publish.scheduled"


def times(action: str) -> int:
    return PageLogEntry.objects.filter(action=action).count()


@pytest.mark.parametrize("is_locked", [True, False], ids=["locked", "control"])
def test_a_step_is_decided_once(hand_in: Callable[..., TaskState], office: Office, is_locked: bool) -> None:
    state = hand_in()
    page = fresh(state.workflow_state.content_object)

    def approve() -> bool:
        read = TaskState.objects.get(pk=state.pk)
        with suppress(PermissionDenied, Changed, *(() if is_locked else (Exception,))):
            if is_locked:
                decide(
                    task_state=read, action="approve", revision=page.latest_revision_id, comment="", by=office.village
                )
            else:
                read.approve(user=office.village)
            return True
        return False

    done = at_once(approve)
    assert (sum(done) == 1) is is_locked
    assert (times(APPROVED) == 1) is is_locked


@pytest.mark.parametrize("is_locked", [True, False], ids=["locked", "control"])
def test_a_page_is_published_once_at_its_hour(
    write: Callable[..., StoryPage], office: Office, is_locked: bool
) -> None:
    page = write()
    hour = timezone.now() - timedelta(minutes=1)
    Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=hour)

    def run() -> int:
        if is_locked:
            return publish_due(timezone.now()).published
        with suppress(Exception):
            call_command("publish_scheduled")
        return 0

    done = at_once(run)
    assert fresh(page).live
    assert sum(done) == (1 if is_locked else 0)
    assert (times(PUBLISHED) == 1) is is_locked
