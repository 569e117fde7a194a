"""Kunjungan in the back office: its addresses, and a menu item with a counter."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

import market.pagecache.numbers  # noqa: F401  (what `number:` in addresses is)
from cms.enquiries import office
from market.accounts.desks import Desk
from market.accounts.roles import is_editor


@hooks.register("register_admin_urls")
def visit_urls() -> list[URLPattern | URLResolver]:
    pages = [
        path("", office.enquiries, name="index"),
        path("<number:number>/", office.enquiry, name="one"),
    ]
    return [path("kunjungan/", include((pages, "visits")))]


DESK = Desk(
    name="Kunjungan",
    url_name="visits:index",
    icon="mail",
    order=120,
    is_shown=lambda request: is_editor(request.user),
    how_many_wait=lambda request: office.how_many_wait(request.user),  # type: ignore[arg-type]
)


@hooks.register("register_admin_menu_item")
def visits_menu_item() -> MenuItem:
    return DESK.menu_item()
