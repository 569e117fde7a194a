"""Persetujuan in the back office: addresses, a menu item with a counter, and a panel on the start page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from market.accounts.roles import is_operator
from sellers.approvals import how_many_wait
from sellers.views import approvals, permit_desk, question_desk, word_desk


@hooks.register("register_admin_urls")
def approval_urls() -> list[URLPattern | URLResolver]:
    pages = [
        path("", approvals.index, name="index"),
        path("toko/<int:number>/", approvals.shop, name="shop"),
        path("produk/<int:number>/", approvals.product, name="product"),
        path("kata/<slug:kind>/<int:number>/", word_desk.words, name="words"),
        path("izin/", permit_desk.permits, name="permits"),
        path("izin/<int:number>/", permit_desk.permit, name="permit"),
        path("izin/<int:number>/foto/", permit_desk.photo, name="permit_photo"),
        path("pertanyaan/", question_desk.questions, name="questions"),
        path("pertanyaan/<int:number>/", question_desk.question, name="question"),
    ]
    return [path("persetujuan/", include((pages, "approvals")))]


class ApprovalsMenuItem(MenuItem):
    """Shown to operators, with the number of decisions that wait."""

    def is_shown(self, request: HttpRequest) -> bool:
        return is_operator(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        if waiting := how_many_wait(request.user):
            component.label = f"{self.label} ({waiting})"
        return component


@hooks.register("register_admin_menu_item")
def approvals_menu_item() -> MenuItem:
    return ApprovalsMenuItem("Persetujuan", reverse("approvals:index"), icon_name="check", order=90)


class ApprovalsPanel(Component):
    """The way in for who has no JavaScript, as Wagtail's menu needs it."""

    order = 10
    template_name = "sellers/approvals/panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"waiting": how_many_wait(parent_context["request"].user)}


@hooks.register("construct_homepage_panels")
def add_approvals_panel(request: HttpRequest, panels: list[Any]) -> None:
    if is_operator(request.user):
        panels.insert(0, ApprovalsPanel())
