"""Where a page goes on to its readers: handed in, approved, published, and published when its hour has come.

All publishing of pages ends in Wagtail's `PublishPageRevisionAction`, whoever asks: the editor, the explorer's list,
the API, translations, the workflow's end, the clock, and our own code. Its `check`, which is made before anything is
written, is where faults are asked for. Handing in and approving are changes of the workflow's rows, so these are
watched. Each raises FaultyPage before anything is written; what was typed has been saved as a draft by then.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_save
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page, TaskState, WorkflowState

from cms.review.checks import faults_of
from cms.review.faults import PUBLISHER, Fault, FaultyPage
from cms.review.models import ReviewTask

NO_PUBLISHER = "Belum ada editor yang boleh menerbitkan untuk kabupaten ini. Hubungi pengelola."
_check = PublishPageRevisionAction.check


def stand_at_the_doors() -> None:
    """Let no page with faults through from now on."""
    PublishPageRevisionAction.check = check_publishing
    pre_save.connect(check_handing_in, sender=WorkflowState, dispatch_uid="cms.review.check_handing_in")
    pre_save.connect(check_approval, sender=TaskState, dispatch_uid="cms.review.check_approval")


def refuse_faulty(page: Page) -> None:
    """Raise FaultyPage for a page that has faults."""
    if faults := faults_of(page):
        raise FaultyPage(page, faults)


def check_publishing(action: PublishPageRevisionAction, skip_permission_checks: bool = False) -> None:
    """Ask who may publish, as Wagtail does, then for faults."""
    _check(action, skip_permission_checks=skip_permission_checks)
    refuse_faulty(action.object)


def check_handing_in(sender: Any, instance: WorkflowState, raw: bool = False, **_kwargs: Any) -> None:
    """Ask for faults when a workflow begins or goes on after a rejection: no step has been entered yet.

    Ask too whether there will be anybody to publish the page.
    """
    if raw or instance.status != WorkflowState.STATUS_IN_PROGRESS or instance.current_task_state_id is not None:
        return
    _refuse_latest(instance)
    _refuse_without_publisher(instance)


def check_approval(sender: Any, instance: TaskState, raw: bool = False, **_kwargs: Any) -> None:
    """Ask for faults when a step is approved."""
    if raw or instance.pk is None or instance.status != TaskState.STATUS_APPROVED:
        return
    _refuse_latest(instance.workflow_state)


def _refuse_latest(state: WorkflowState) -> None:
    if isinstance(state.content_object, Page):
        refuse_faulty(Page.objects.get(pk=state.object_id).get_latest_revision_as_object())


def _refuse_without_publisher(state: WorkflowState) -> None:
    last = ReviewTask.objects.filter(workflow_tasks__workflow=state.workflow_id, step=ReviewTask.Step.PUBLISH)
    for task in last:
        page = Page.objects.get(pk=state.object_id).get_latest_revision_as_object()
        if not task.people_for(page).exists():
            raise FaultyPage(page, [Fault(PUBLISHER, "title", NO_PUBLISHER)])
