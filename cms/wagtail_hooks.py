"""What the back office learns from us."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import DismissibleMenuItem, MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from cms.blocks import has_video
from cms.blocks.choosers import category_chooser, maker_chooser, product_chooser
from cms.media.players import let_players_in
from cms.upkeep import stale_report, tired_report, untranslated


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
def stale_pages_urls() -> list[URLPattern]:
    """Let editors see which pages want reading again."""
    return stale_report.addresses()


@hooks.register("register_reports_menu_item")
def stale_pages_menu_item() -> MenuItem:
    """Put the way there among the reports."""
    return stale_report.menu_item()


@hooks.register("register_log_actions")
def name_what_is_still_true(actions: LogActionRegistry) -> None:
    """Let a page's history say when somebody found it still true."""
    stale_report.name_the_deed(actions)


@hooks.register("register_admin_urls")
def untranslated_urls() -> list[URLPattern]:
    """Let editors see which pages wait for English."""
    return untranslated.addresses()


@hooks.register("register_reports_menu_item")
def untranslated_menu_item() -> MenuItem:
    """Put the way there among the reports."""
    return untranslated.menu_item()


@hooks.register("on_serve_page")
def let_players_of_pages_in(serve_next: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a page with videos, and no other, show their players in a frame."""

    def serve(page: Page, request: HttpRequest, *args: Any) -> HttpResponse:
        if has_video(page):
            let_players_in(request)
        return serve_next(page, request, *args)

    return serve


@hooks.register("insert_editor_js")
def help_editors() -> SafeString:
    """Let "Terbitkan" wait for a save that is on its way, and the editor of translations speak Indonesian."""
    scripts = ((static(f"js/office/{name}.js"),) for name in ("autosave", "translations"))
    return format_html_join("", '<script type="module" src="{}"></script>', scripts)


@hooks.register("construct_help_menu")
def offer_help_in_our_language(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out Wagtail's news and its guide, which lead to pages in English."""
    items[:] = [item for item in items if not isinstance(item, DismissibleMenuItem)]
