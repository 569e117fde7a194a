"""The page "Cerita yang menjual" in the office, and the way to it from each page's own menu."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from market.attribution import office

URLS = [path("", office.index, name="index"), path("unduh/", office.export, name="export")]


@hooks.register("register_admin_urls")
def attribution_urls() -> list[URLPattern | URLResolver]:
    return [path("cerita-menjual/", include((URLS, "attribution")))]


class SoldMenuItem(MenuItem):
    """Shown to editors and operators."""

    def is_shown(self, request: HttpRequest) -> bool:
        return office.may_look(request.user)


@hooks.register("register_admin_menu_item")
def sold_menu_item() -> MenuItem:
    return SoldMenuItem("Cerita yang menjual", reverse("attribution:index"), icon_name="view", order=90)


@hooks.register("register_page_listing_more_buttons")
def sold_button(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Lead from a page's row in a list to what it sold."""
    if page.depth > 2 and office.may_look(user):
        address = f"{reverse('attribution:index')}?story={page.pk}"
        yield Button("Apa yang terjual", address, icon_name="view", priority=70)


@hooks.register("register_page_header_buttons")
def sold_header_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Lead from where a page is edited to what it sold."""
    yield from sold_button(page, user)
