"""Kunjungan in the back office: its addresses, and a menu item with a counter."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

import market.pagecache.numbers  # noqa: F401  (what `number:` in addresses is)
from cms.enquiries import office
from market.accounts.roles import is_editor


@hooks.register("register_admin_urls")
def visit_urls() -> list[URLPattern | URLResolver]:
    pages = [
        path("", office.enquiries, name="index"),
        path("<number:number>/", office.enquiry, name="one"),
    ]
    return [path("kunjungan/", include((pages, "visits")))]


class VisitsMenuItem(MenuItem):
    """Shown to editors, with the number of visitors who wait."""

    def is_shown(self, request: HttpRequest) -> bool:
        return is_editor(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        if waiting := office.how_many_wait(request.user):  # type: ignore[arg-type]
            component.label = f"{self.label} ({waiting})"
        return component


@hooks.register("register_admin_menu_item")
def visits_menu_item() -> MenuItem:
    return VisitsMenuItem("Kunjungan", reverse("visits:index"), icon_name="mail", order=120)
