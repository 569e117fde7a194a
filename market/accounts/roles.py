"""Who may do what in the office. Rooms above add the rights on what is theirs (pages, tariffs, sellers)."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db.models import prefetch_related_objects

from market.accounts.models import User
from market.regions.models import Regency

OPERATOR = "Operator"
EDITOR = "Editor"

OFFICE = "wagtailadmin.access_admin"
RIGHTS = {
    OPERATOR: [OFFICE, "outbox.view_effect", "inbox.view_arrival", "notify.view_message"],
    EDITOR: [OFFICE],
}
HARMLESS = {EDITOR}
"""Roles that neither move money nor moderate. Whoever has any other role needs a second factor in the office."""


def ensure_roles() -> None:
    """Make the groups and give them their rights; rights given elsewhere stay. Idempotent."""
    for role, rights in RIGHTS.items():
        group, _ = Group.objects.get_or_create(name=role)
        group.permissions.add(*(_permission(right) for right in rights))


def appoint(*, user: User, role: str, regency: Regency | None = None) -> None:
    """Give a person a role, within one regency or (None) in all of them. Operators also enter Oscar's dashboard."""
    ensure_roles()
    user.groups.add(Group.objects.get(name=role))
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
    return user.groups.exclude(name__in=HARMLESS).exists() or user.user_permissions.exists()


def may_act_in(user: User, regency_code: str) -> bool:
    """Return whether an officer's post covers this regency; a post without one covers all."""
    return user.regency_id is None or user.regency_id == regency_code


def _has_role(user: User | AnonymousUser, role: str) -> bool:
    """Ask for the roles once for each time the person is fetched: an office page asks of every entry of its menu."""
    if not isinstance(user, User) or not user.is_active:
        return False
    prefetch_related_objects([user], "groups")
    return user.is_superuser or any(group.name == role for group in user.groups.all())


def _permission(name: str) -> Permission:
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)
