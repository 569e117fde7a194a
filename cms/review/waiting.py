"""What waits for somebody: the steps of pages on their way that are hers to take, in as many queries as for one."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from wagtail.models import Page, TaskState

from cms.review.models import ReviewTask
from cms.review.places import about_regency
from market.accounts.models import User
from market.regions.models import Regency, Village


class Waiting(NamedTuple):
    """A step that waits, and its page with the version that was saved last."""

    state: TaskState
    page: Page


class Row(NamedTuple):
    """What a list says of one."""

    number: int
    title: str
    kind: str
    step: str
    where: str
    author: str
    since: datetime
    is_live: bool


def waiting_for(user: User, number: int | None = None) -> list[Waiting]:
    """Return the steps that this person takes now, what has waited longest first; or only the one of a number."""
    states = _hers(user) if number is None else _hers(user).filter(pk=number)
    states = states.select_related("workflow_state__requested_by").order_by("started_at", "pk")
    pages = Page.objects.select_related("latest_revision").in_bulk([int(s.workflow_state.object_id) for s in states])
    return [Waiting(state, pages[int(state.workflow_state.object_id)]) for state in states]


def how_many_wait(user: User) -> int:
    """Return how many pages wait for this person, in one query that reads none of them."""
    return _hers(user).count()


def checks_pages(user: User) -> bool:
    """Return whether this person takes any step of any way."""
    return user.is_superuser or ReviewTask.objects.filter(active=True, groups__in=user.groups.all()).exists()


def rows_of(waiting: list[Waiting]) -> list[Row]:
    """Return what a list says of steps that wait."""
    steps = ReviewTask.objects.in_bulk({each.state.task_id for each in waiting})
    said = [each.page.latest_revision.content for each in waiting]
    villages = Village.objects.with_places().in_bulk({one["village"] for one in said if one.get("village")})
    regencies = Regency.objects.in_bulk({one["regency"] for one in said if one.get("regency")})
    rows = []
    for each, content in zip(waiting, said, strict=True):
        village, regency = villages.get(content.get("village")), regencies.get(content.get("regency"))
        author = each.state.workflow_state.requested_by
        rows.append(
            Row(
                number=each.state.pk,
                title=content["title"],
                kind=str(each.page.specific_class._meta.verbose_name),
                step=steps[each.state.task_id].get_step_display(),
                where=village.full_name if village else str(regency or ""),
                author=(author.first_name if author else "") or "petugas",
                since=each.state.started_at,
                is_live=each.page.live,
            )
        )
    return rows


def _hers(user: User) -> QuerySet[TaskState]:
    """Return the steps that wait for this person: her groups', of her regency's pages and of those of none."""
    tasks = ReviewTask.objects.filter(active=True)
    mine = tasks if user.is_superuser else tasks.filter(groups__in=user.groups.all())
    states = TaskState.objects.filter(task__in=mine.values("pk"), status=TaskState.STATUS_IN_PROGRESS)
    if user.is_superuser or user.regency_id is None:
        return states
    return about_regency(states, user.regency_id)
