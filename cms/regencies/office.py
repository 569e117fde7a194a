"""What the office shows to people of one regency in choosers and its API: their own, and what all readers see."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.menu import MenuItem
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page

from cms.regencies.filters import wall_filters
from cms.regencies.walls import wall_of

LAST = 100  # after Wagtail's own
OF_EVERYBODY = {"page-types-usage", "site-history", "translations-report", "translations"}
"""Reports over the pages of all regencies; the guard shuts their addresses too."""

wall_filters()


@hooks.register("construct_page_chooser_queryset")
def choose_among_pages(pages: QuerySet, request: HttpRequest) -> QuerySet:
    """Offer her own pages, and of others those without a draft; by their numbers, as the search knows no drafts."""
    wall = wall_of(request.user)
    return pages.filter(pk__in=wall.readable(Page.objects.all()).values("pk")) if wall else pages


@hooks.register("construct_image_chooser_queryset")
@hooks.register("construct_document_chooser_queryset")
def choose_among_files(files: QuerySet, request: HttpRequest) -> QuerySet:
    """Offer pictures and recordings of her own collection."""
    wall = wall_of(request.user)
    return wall.files(files) if wall else files


@hooks.register("construct_reports_menu")
def leave_reports_out(request: HttpRequest, items: list[MenuItem]) -> None:
    """Show no way to reports that are shut."""
    if wall_of(request.user):
        items[:] = [item for item in items if item.name not in OF_EVERYBODY]


class Walled:
    """A mixin for Wagtail's API of the office, which asks for no right on the rows it sends."""

    request: Any

    def get_queryset(self) -> QuerySet:
        """Return the files of her own collection."""
        files = super().get_queryset()  # type: ignore[misc]
        wall = wall_of(self.request.user)
        return wall.files(files) if wall else files


class WalledPictures(Walled, ImagesAdminAPIViewSet):
    pass


class WalledDocuments(Walled, DocumentsAdminAPIViewSet):
    pass


class WalledPages(PagesAdminAPIViewSet):
    def get_base_queryset(self) -> QuerySet:
        """Return the pages of her own tree."""
        pages = super().get_base_queryset()
        wall = wall_of(self.request.user)
        return wall.pages(pages) if wall else pages


@hooks.register("construct_admin_api", order=LAST)
def wall_the_api(router: WagtailAPIRouter) -> None:
    """Put ours in the place of Wagtail's."""
    router.register_endpoint("pages", WalledPages)
    router.register_endpoint("images", WalledPictures)
    router.register_endpoint("documents", WalledDocuments)
