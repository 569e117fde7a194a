"""Who of the office is told what about a page on its way, by message: people here have phones, not mail.

Whoever has no business in the office, such as a villager who sent a story, is told by the room that took it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected

from cms.contributed.models import Contribution
from cms.review.faults import FaultyPage
from cms.review.models import ReviewTask, latest
from market.accounts.models import User
from market.accounts.roles import may_enter_office
from market.notify.actions import tell


def listen() -> None:
    """Tell people from now on."""
    task_submitted.connect(tell_checkers, sender=TaskState, dispatch_uid="cms.review.tell_checkers")
    workflow_rejected.connect(tell_of_rejection, sender=WorkflowState, dispatch_uid="cms.review.tell_of_rejection")
    workflow_approved.connect(tell_of_approval, sender=WorkflowState, dispatch_uid="cms.review.tell_of_approval")


def tell_checkers(sender: Any, instance: TaskState, user: User | None = None, **_kwargs: Any) -> None:
    """Tell everybody whose step has begun but whoever began it."""
    task = instance.task.specific
    if not isinstance(task, ReviewTask):
        return
    page = latest(instance)
    said = {"title": page.title, "step": task.get_step_display(), "from": _name(instance.workflow_state.requested_by)}
    for person in task.people_for(page):
        if person != user:
            _tell(person, "page_waits", f"{instance.pk}", {**said, "url": _desk(instance)})


def tell_of_rejection(sender: Any, instance: WorkflowState, **_kwargs: Any) -> None:
    """Tell the author what to mend."""
    state = instance.current_task_state
    said = {"title": latest(state).title, "by": _name(state.finished_by), "comment": state.comment}
    page = instance.content_object
    _tell(author_of(page, instance), "page_sent_back", f"{state.pk}", {**said, "url": _editor(page)})


def tell_of_approval(sender: Any, instance: WorkflowState, **_kwargs: Any) -> None:
    """Tell the author that the page is out, or when it will be."""
    page = instance.content_object
    revision = page.get_latest_revision()
    scheduled = revision.approved_go_live_at
    if scheduled is None:
        tell_of_publishing(page, revision, instance)
        return
    said = {"title": revision.as_object().title, "hour": timezone.localtime(scheduled)}
    _tell(author_of(page, instance), "page_scheduled", f"{revision.pk}", said)


def tell_of_publishing(page: Page, revision: Revision, state: WorkflowState | None = None) -> None:
    """Tell the author that the page is out, once for each revision."""
    state = state or page.workflow_states.order_by("-created_at", "-pk").first()
    published = Page.objects.get(pk=page.pk)
    said = {"title": published.title, "url": published.full_url or ""}
    _tell(author_of(page, state), "page_published", f"{revision.pk}", said)


def tell_of_missed_hour(fault: FaultyPage, revision: Revision, hour: datetime) -> None:
    """Tell the author that the page did not go out at its hour, and what to mend."""
    page = fault.page
    state = page.workflow_states.order_by("-created_at", "-pk").first()
    said = {
        "title": page.title,
        "hour": timezone.localtime(hour),
        "faults": [each.sentence for each in fault.faults],
        "url": _editor(page),
    }
    _tell(author_of(page, state) or revision.user, "page_not_published", f"{revision.pk}:{hour.isoformat()}", said)


def author_of(page: Page, state: WorkflowState | None) -> User | None:
    """Return who handed the page in, or else whose page it is; none where a villager did: her room tells her."""
    if Contribution.objects.filter(page=page.pk).exists():
        return None
    return (state.requested_by if state else None) or page.owner


def _tell(person: User | None, template: str, about: str, said: dict[str, Any]) -> None:
    if person is not None and person.phone and may_enter_office(person):
        tell(phone=person.phone, template=template, context=said, key=f"{template}:{about}:{person.pk}")


def _name(person: User | None) -> str:
    return (person.first_name if person else "") or "petugas"


def _desk(state: TaskState) -> str:
    return f"{settings.BASE_URL.rstrip('/')}{reverse('review:one', args=[state.pk])}"


def _editor(page: Page) -> str:
    return f"{settings.BASE_URL.rstrip('/')}{reverse('wagtailadmin_pages:edit', args=[page.pk])}"
