"""Cerita warga in the back office: its addresses, and a menu item with a counter."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

import market.pagecache.numbers  # noqa: F401  (what `number:` in addresses is)
from cms.contributed import office
from market.accounts.desks import Desk
from market.accounts.roles import is_editor


@hooks.register("register_admin_urls")
def contribution_urls() -> list[URLPattern | URLResolver]:
    pages = [
        path("", office.contributions, name="index"),
        path("<number:number>/", office.contribution, name="one"),
    ]
    return [path("cerita-warga/", include((pages, "contributions")))]


DESK = Desk(
    name="Cerita warga",
    url_name="contributions:index",
    icon="edit",
    order=115,
    is_shown=lambda request: is_editor(request.user),
    how_many_wait=office.how_many_wait,
)


@hooks.register("register_admin_menu_item")
def contributions_menu_item() -> MenuItem:
    return DESK.menu_item()
