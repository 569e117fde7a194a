"""What is not an officer's: the pages, files and rows of every regency but her own, and drafts of the market's tree.

Wagtail keeps to the rights of groups where it changes something, and shows more than that in choosers, reports and
its API. A person posted to a regency sees no more of others there than every reader does.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Model, Q, QuerySet
from wagtail.models import Collection

from market.accounts.models import User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

M = TypeVar("M", bound=Model)


class Wall:
    """What belongs to the regency of one person, for the length of a request."""

    def __init__(self, code: str) -> None:
        from cms.models import HomePage, RegencySite

        self.code = code
        homes = list(HomePage.objects.filter(Q(regency=code) | Q(regency=None)).values_list("path", "regency"))
        self.homes = [path for path, regency in homes if regency] or [path for path, _none in homes]
        rooms = RegencySite.objects.values_list("regency", "collection__path")
        own = [path for regency, path in rooms if regency == code]
        others = [path for regency, path in rooms if regency != code]
        inside = _below("path", own) if own else Q()
        self.collections = Collection.objects.filter(inside).exclude(_below("path", others)).values("pk")

    def page_paths(self, name: str = "path") -> Q:
        """Return what holds for pages of her own tree; `name` leads to the path."""
        return _below(name, self.homes)

    def pages(self, pages: QuerySet[M]) -> QuerySet[M]:
        """Return those of the pages that are in her own tree, and the root above it."""
        return pages.filter(self.page_paths() | Q(depth=1))

    def readable(self, pages: QuerySet[M]) -> QuerySet[M]:
        """Return her own pages and those of others that say nothing but what all readers see."""
        return pages.filter(self.page_paths() | Q(depth=1) | Q(live=True, has_unpublished_changes=False))

    def files(self, files: QuerySet[M]) -> QuerySet[M]:
        """Return those of pictures or documents that are in her collection."""
        return files.filter(collection__in=self.collections)


def wall_of(user: User | AnonymousUser | Any) -> Wall | None:
    """Return what stands around a person; nothing around superusers and people who are posted to all regencies."""
    if not isinstance(user, User) or user.is_superuser or not user.regency_id:
        return None
    known = getattr(user, "_wall", None)
    if known is None:
        known = user._wall = Wall(str(user.regency_id))  # type: ignore[attr-defined]
    return known  # type: ignore[no-any-return]


def _below(name: str, paths: list[str]) -> Q:
    return reduce(or_, (Q(**{f"{name}__startswith": path}) for path in paths), Q(pk__in=[]))
