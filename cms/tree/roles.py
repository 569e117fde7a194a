"""What an editor may touch: the pages of the region, its pictures and its recordings, nothing else."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from market.accounts.roles import EDITOR, ensure_roles

PAGES = ["add_page", "change_page", "publish_page"]
PICTURES = ["add_image", "change_image", "choose_image"]
RECORDINGS = ["add_document", "change_document", "choose_document"]
EVERYWHERE = [
    ("wagtailadmin", "access_admin"),
    ("wagtail_localize", "submit_translation"),
    ("regions", "add_agency"),
    ("regions", "change_agency"),
]


def grant_editors(*, homes: list[Page], group: Group | None = None, collection: Collection | None = None) -> None:
    """Let editors write and publish below these home pages, and use pictures and recordings. Idempotent.

    Without a group it is that of all editors outside the sites of regencies, and without a collection all of them.
    """
    ensure_roles()
    editors = group or Group.objects.get(name=EDITOR)
    for home in homes:
        for permission in _named("wagtailcore", PAGES):
            GroupPagePermission.objects.get_or_create(group=editors, page=home, permission=permission)
    collection = collection or Collection.get_first_root_node()
    for permission in [*_named("wagtailimages", PICTURES), *_named("wagtaildocs", RECORDINGS)]:
        GroupCollectionPermission.objects.get_or_create(group=editors, collection=collection, permission=permission)
    for app, codename in EVERYWHERE:
        editors.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))


def _named(app: str, codenames: list[str]) -> list[Permission]:
    return list(Permission.objects.filter(content_type__app_label=app, codename__in=codenames))
