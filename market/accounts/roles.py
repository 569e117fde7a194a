"""Who may do what in the office. Rooms above add the rights on what is theirs (pages, tariffs, sellers)."""

from __future__ import annotations

import re

from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db.models import prefetch_related_objects

from market.accounts.models import User
from market.regions.models import Regency

OPERATOR = "Operator"
EDITOR = "Editor"
VILLAGE_CHECKER = "Pemeriksa desa"
AGENCY_CHECKER = "Pemeriksa dinas"

OFFICE = "wagtailadmin.access_admin"
RIGHTS = {
    OPERATOR: [OFFICE, "outbox.view_effect", "inbox.view_arrival", "notify.view_message"],
    EDITOR: [OFFICE],
    VILLAGE_CHECKER: [OFFICE],
    AGENCY_CHECKER: [OFFICE],
}
HARMLESS = {EDITOR, VILLAGE_CHECKER, AGENCY_CHECKER}
"""Roles that neither move money nor moderate. Whoever has any other role needs a second factor in the office."""

OF_A_REGENCY = (EDITOR, VILLAGE_CHECKER, AGENCY_CHECKER)
"""Roles that have a group for each regency with a site of its own, such as "Editor 64.02"."""

CHECKERS = {VILLAGE_CHECKER, AGENCY_CHECKER}
"""Roles whose people without a regency take their step in every regency: they are in each one's own group too."""

NAME = re.compile(r"(.+?)(?: \d\d\.\d\d)?")


def ensure_roles() -> None:
    """Make the groups and give them their rights; rights given elsewhere stay. Idempotent."""
    for role, rights in RIGHTS.items():
        group, _ = Group.objects.get_or_create(name=role)
        group.permissions.add(*(_permission(right) for right in rights))


def make_groups(regency: Regency) -> None:
    """Make the groups of a regency of its own, for who is appointed there from now on. Idempotent."""
    for role in OF_A_REGENCY:
        group, _ = Group.objects.get_or_create(name=group_name(role, regency.pk))
        group.permissions.add(*(_permission(right) for right in RIGHTS[role]))


def group_name(role: str, code: str) -> str:
    """Return what the group of a role in one regency is called."""
    return f"{role} {code}"


def role_of(group: str) -> str:
    """Return the role that the people of a group have, whatever the regency."""
    found = NAME.fullmatch(group)
    return found[1] if found and found[1] in OF_A_REGENCY else group


def roles_of(user: User) -> set[str]:
    """Return the roles that a person has."""
    return {role_of(group.name) for group in user.groups.all()} & set(RIGHTS)


def appoint(*, user: User, role: str, regency: Regency | None = None) -> None:
    """Give a person a role, within one regency or (None) in all of them. Operators also enter Oscar's dashboard.

    A person has one post: with the regency, the roles she had before change too.
    """
    ensure_roles()
    held = {*roles_of(user), role}
    user.groups.remove(*(group for group in user.groups.all() if role_of(group.name) in held))
    user.groups.add(*(group for each in sorted(held) for group in _groups(each, regency)))
    user.regency = regency
    user.is_staff = user.is_staff or role == OPERATOR
    user.save(update_fields=["regency", "is_staff"])


def is_operator(user: User | AnonymousUser) -> bool:
    """Return whether this is an active operator (or the superuser), who may verify, moderate and settle."""
    return _has_role(user, OPERATOR)


def is_editor(user: User | AnonymousUser) -> bool:
    """Return whether this is an active editor (or the superuser), who may write stories."""
    return _has_role(user, EDITOR)


def may_enter_office(user: User | AnonymousUser) -> bool:
    """Return whether `/kelola/` lets this person in."""
    return user.has_perm(OFFICE)


def needs_second_factor(user: User | AnonymousUser) -> bool:
    """Return whether the office asks this person for a second factor: all who have more than a harmless role."""
    if not user.is_active:
        return False
    if user.is_superuser or user.is_staff:
        return True
    names = user.groups.values_list("name", flat=True)
    return any(role_of(name) not in HARMLESS for name in names) or user.user_permissions.exists()


def may_act_in(user: User, regency_code: str) -> bool:
    """Return whether an officer's post covers this regency; a post without one covers all."""
    return user.regency_id is None or user.regency_id == regency_code


def _has_role(user: User | AnonymousUser, role: str) -> bool:
    """Ask for the roles once for each time the person is fetched: an office page asks of every entry of its menu."""
    if not isinstance(user, User) or not user.is_active:
        return False
    prefetch_related_objects([user], "groups")
    return user.is_superuser or any(role_of(group.name) == role for group in user.groups.all())


def _groups(role: str, regency: Regency | None) -> list[Group]:
    """Return the regency's own group for a role, where it has one; for checkers without a regency all there are."""
    if regency is not None and (own := Group.objects.filter(name=group_name(role, regency.pk)).first()):
        return [own]
    if regency is None and role in CHECKERS:
        return [group for group in Group.objects.filter(name__startswith=role) if role_of(group.name) == role]
    return [Group.objects.get(name=role)]


def _permission(name: str) -> Permission:
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)
