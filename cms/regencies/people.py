"""The groups, the rights, the way to readers and the collection of a regency with a site of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group
from django.db.models import Q
from wagtail.models import Page

from cms.review.workflows import NAME, Checkers, put_workflow
from cms.tree.roles import grant_editors
from market.accounts.models import User
from market.accounts.roles import (
    AGENCY_CHECKER,
    CHECKERS,
    EDITOR,
    VILLAGE_CHECKER,
    appoint,
    group_name,
    make_groups,
    roles_of,
)

if TYPE_CHECKING:
    from cms.models import RegencySite

ROLES = (VILLAGE_CHECKER, AGENCY_CHECKER, EDITOR)


def let_people_in(opened: RegencySite, *, homes: list[Page]) -> None:
    """Make the regency's groups, let its editors write below its homes, and move who is posted there. Idempotent.

    Checkers of all regencies take their steps here too; who publishes here is posted here.
    """
    make_groups(opened.regency)
    village, agency, editors = (Group.objects.get(name=group_name(role, opened.regency_id)) for role in ROLES)
    grant_editors(homes=homes, group=editors, collection=opened.collection)
    name = f"{NAME}: {opened.regency.short_name}"
    put_workflow(name=name, homes=homes, checkers=Checkers(village, agency, editors))
    people = User.objects.filter(Q(regency=opened.regency) | Q(regency=None, groups__name__in=CHECKERS)).distinct()
    for user in people.prefetch_related("groups"):
        for role in roles_of(user):
            appoint(user=user, role=role, regency=user.regency)
