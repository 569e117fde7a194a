"""Pages on their way to readers go on in the workflow of the tree that they have moved to."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.models import Page, Workflow, WorkflowState

from cms.review.models import ReviewTask


def go_on(moved: Iterable[Page]) -> None:
    """Hand in again what waits for somebody, and let what was sent back come again where it stands now."""
    for page in Page.objects.filter(pk__in=[page.pk for page in moved]).specific().order_by("path"):
        state, workflow = page.current_workflow_state, page.get_workflow()
        if state is None or state.workflow == workflow:
            continue
        if state.status == WorkflowState.STATUS_NEEDS_CHANGES and workflow and _put_into(workflow, state):
            continue
        is_waiting = state.status == WorkflowState.STATUS_IN_PROGRESS
        state.cancel(user=state.requested_by)
        if is_waiting and workflow:
            with suppress(ValidationError):  # with faults it stays a draft
                workflow.start(page, state.requested_by)


def _put_into(workflow: Workflow, state: WorkflowState) -> bool:
    """Let a page that was sent back go on from the same step; return whether the workflow has its steps."""
    steps: dict[Any, int] = dict(
        ReviewTask.objects.filter(workflow_tasks__workflow=workflow).values_list("step", "pk")
    )
    taken = list(state.task_states.select_related("task"))
    news = [steps.get(getattr(each.task.specific, "step", None)) for each in taken]
    if None in news:
        return False
    for each, task in zip(taken, news, strict=True):
        state.task_states.filter(pk=each.pk).update(task=task)
    WorkflowState.objects.filter(pk=state.pk).update(workflow=workflow)
    return True
