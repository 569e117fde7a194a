"""A step is decided: approved, or sent back with a reason."""

from __future__ import annotations

from django.db import transaction
from wagtail.models import Page, TaskState

from cms.review.mending import Changed
from cms.review.models import latest
from market.accounts.models import User


@transaction.atomic
def decide(*, task_state: TaskState, action: str, revision: int, comment: str, by: User) -> None:
    """Approve or reject a step of a page as it was read.

    Raises Changed when `revision` is not the newest any more, FaultyPage when there is something to mend before it may
    be approved, and PermissionDenied when the step has been decided or is somebody else's.
    """
    Page.objects.select_for_update().get(pk=task_state.workflow_state.object_id)
    if latest(task_state).latest_revision_id != revision:
        raise Changed
    task_state.task.specific.on_action(task_state, by, action, comment=comment)
