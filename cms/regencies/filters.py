"""The names that lists of the office offer to filter by: not those of another regency's people and ways."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import Model, Q, QuerySet
from django_filters.filters import QuerySetRequestMixin
from wagtail.models import Page, Task, Workflow

from cms.regencies.walls import Wall, wall_of
from market.accounts.models import User


def _people(wall: Wall, found: QuerySet) -> QuerySet:
    return found.filter(Q(regency=wall.code) | Q(regency=None))


def _workflows(wall: Wall, found: QuerySet) -> QuerySet:
    return found.filter(pk__in=_own_workflows(wall))


def _tasks(wall: Wall, found: QuerySet) -> QuerySet:
    return found.filter(workflow_tasks__workflow__in=_own_workflows(wall))


def _own_workflows(wall: Wall) -> QuerySet:
    pages = Page.objects.filter(wall.page_paths())
    return Workflow.objects.filter(workflow_pages__page__in=pages).values("pk")


OFFERED: dict[type[Model], Callable[[Wall, QuerySet], QuerySet]] = {User: _people, Workflow: _workflows, Task: _tasks}


def wall_filters() -> None:
    """Let every filter of the office that offers people or workflows keep to what stands within the wall."""
    asked = QuerySetRequestMixin.get_queryset
    if hasattr(asked, "__wrapped__"):
        return

    @wraps(asked)
    def within(self: Any, request: Any) -> Any:
        found = asked(self, request)
        wall = wall_of(getattr(request, "user", None))
        narrow = OFFERED.get(found.model) if wall and isinstance(found, QuerySet) else None
        return narrow(wall, found) if narrow and wall else found

    QuerySetRequestMixin.get_queryset = within
