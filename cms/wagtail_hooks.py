"""What the back office learns from us."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Page

from cms import tired_report, untranslated
from cms.blocks import has_video
from cms.choosers import category_chooser, maker_chooser, product_chooser
from cms.videos import FRAMES


@hooks.register("register_admin_viewset")
def register_choosers() -> list[ViewSet]:
    """Let forms and blocks pick products, makers and categories."""
    return [product_chooser, maker_chooser, category_chooser]


@hooks.register("register_admin_urls")
def tired_stories_urls() -> list[URLPattern]:
    """Let editors see which stories need mending."""
    return tired_report.addresses()


@hooks.register("register_reports_menu_item")
def tired_stories_menu_item() -> MenuItem:
    """Put the way there among the reports."""
    return tired_report.menu_item()


@hooks.register("register_admin_urls")
def untranslated_urls() -> list[URLPattern]:
    """Let editors see which pages wait for English."""
    return untranslated.addresses()


@hooks.register("register_reports_menu_item")
def untranslated_menu_item() -> MenuItem:
    """Put the way there among the reports."""
    return untranslated.menu_item()


@hooks.register("on_serve_page")
def let_players_in(serve_next: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a page with videos, and no other, show their players in a frame."""

    def serve(page: Page, request: HttpRequest, *args: Any) -> HttpResponse:
        response = serve_next(page, request, *args)
        if has_video(page):
            response._csp_update = {"frame-src": sorted(FRAMES.values())}  # type: ignore[attr-defined]
        return response

    return serve


@hooks.register("insert_editor_js")
def wait_for_autosave() -> SafeString:
    """Let "Terbitkan" wait for a save that is on its way."""
    return format_html('<script type="module" src="{}"></script>', static("js/office/autosave.js"))
