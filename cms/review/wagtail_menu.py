"""Periksa in the back office: its addresses, a menu item with a counter, a panel on the start page, and the doors."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

import market.pagecache.numbers  # noqa: F401  (what `number:` in addresses is)
from cms.review import content, desk
from cms.review.answers import keep_as_draft
from cms.review.waiting import checks_pages, how_many_wait
from market.accounts.desks import Desk


@hooks.register("register_admin_urls")
def review_urls() -> list[URLPattern | URLResolver]:
    pages = [
        path("", desk.index, name="index"),
        path("<number:number>/", desk.one, name="one"),
        path("<number:number>/lihat/", desk.preview, name="preview"),
        path("<number:number>/setujui/", desk.approve, name="approve"),
        path("<number:number>/kembalikan/", desk.reject, name="reject"),
        path("<number:number>/kata/", desk.words, name="words"),
        path("isi/<number:number>/", content.faults, name="content"),
    ]
    return [path("periksa/", include((pages, "review")))]


DESK = Desk(
    name="Periksa",
    url_name="review:index",
    icon="clipboard-list",
    order=95,
    is_shown=lambda request: checks_pages(request.user),  # type: ignore[arg-type]
    how_many_wait=lambda request: how_many_wait(request.user),  # type: ignore[arg-type]
)


@hooks.register("register_admin_menu_item")
def review_menu_item() -> MenuItem:
    return DESK.menu_item()


@hooks.register("construct_homepage_panels")
def add_review_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Lead to the desk instead of Wagtail's own list, which leads to an editing view that checkers may not enter."""
    if checks_pages(request.user):  # type: ignore[arg-type]
        panels[:] = [panel for panel in panels if not isinstance(panel, WorkflowObjectsToModeratePanel)]
        panels.insert(0, DESK.panel("cms/review/panel.html", order=20))


@hooks.register("before_publish_page")
def stop_in_editor(request: HttpRequest, page: Page) -> HttpResponse | None:
    return keep_as_draft(request, page)


@hooks.register("register_page_header_buttons")
def content_button(page: Page, user: Any, next_url: str | None = None, view_name: str = "") -> Any:
    """Lead from a page's menu to what is to mend before it may be published."""
    if page.depth > 1 and page.permissions_for_user(user).can_edit():
        yield Button("Periksa isi", reverse("review:content", args=[page.pk]), icon_name="glasses", priority=55)
