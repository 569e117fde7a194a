"""The way of a page to its readers is laid out: village check, agency fact check, publishing by Diskominfo."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from cms.review.models import ReviewTask
from market.accounts.roles import AGENCY_CHECKER, EDITOR, VILLAGE_CHECKER, ensure_roles

NAME = "Desa, dinas, Diskominfo"


class Checkers(NamedTuple):
    """The group of people that takes each step."""

    village: Group
    agency: Group
    publishers: Group


def everywhere() -> Checkers:
    """Return the groups whose people check pages outside the sites of regencies."""
    ensure_roles()
    return Checkers(*(Group.objects.get(name=name) for name in (VILLAGE_CHECKER, AGENCY_CHECKER, EDITOR)))


@transaction.atomic
def put_workflow(*, name: str, homes: list[Page], checkers: Checkers) -> Workflow:
    """Lay out the three steps for all pages below these homes. Idempotent: the name tells one way from another.

    The people of `publishers` need the right to publish there, or their approval is refused. A home to which the
    office has tied another workflow keeps it.
    """
    workflow, _ = Workflow.objects.get_or_create(name=name)
    steps = zip(ReviewTask.Step, checkers, strict=True)
    for order, (step, group) in enumerate(steps):
        _put_step(workflow, ReviewTask.Step(step), group, order)
    for home in homes:
        WorkflowPage.objects.get_or_create(page=Page.objects.get(pk=home.pk), defaults={"workflow": workflow})
    return workflow


def _put_step(workflow: Workflow, step: ReviewTask.Step, group: Group, order: int) -> None:
    task = ReviewTask.objects.filter(workflow_tasks__workflow=workflow, step=step).first()
    if task is None:
        task = ReviewTask.objects.create(name=f"{step.label} ({workflow.name})", step=step)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    task.groups.set([group])
