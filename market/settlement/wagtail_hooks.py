"""The menu "Uang" of the back office."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.permissions import register_permission_policy

from market.settlement.models import CommissionRate, Funding, PaymentMethod, StatementLetter
from market.settlement.office.cards import (
    ChangeOnlyPolicy,
    CommissionViewSet,
    FundingViewSet,
    KeepersPolicy,
    MethodViewSet,
)
from market.settlement.office.desk import keeps_books
from market.settlement.office.letters import LetterViewSet
from market.settlement.office.todo import todo

register_permission_policy(CommissionRate, KeepersPolicy(CommissionRate))
register_permission_policy(Funding, KeepersPolicy(Funding))
register_permission_policy(PaymentMethod, ChangeOnlyPolicy(PaymentMethod))
register_permission_policy(StatementLetter, KeepersPolicy(StatementLetter))


@hooks.register("register_admin_viewset")
def money_cards() -> list[Any]:
    return [CommissionViewSet(), MethodViewSet(), FundingViewSet(), LetterViewSet()]


@hooks.register("register_admin_urls")
def money_urls() -> list[URLPattern | URLResolver]:
    return [path("uang/", include("market.settlement.office.urls"))]


class MoneyMenuItem(MenuItem):
    """Shown to who keeps the books."""

    def is_shown(self, request: HttpRequest) -> bool:
        return keeps_books(request.user)


@hooks.register("register_admin_menu_item")
def money_menu_item() -> MenuItem:
    return MoneyMenuItem("Uang", reverse("money:index"), icon_name="table", order=95)


class MoneyPanel(Component):
    """The way in for who has no JavaScript, as Wagtail's menu needs it; says what waits."""

    order = 15
    template_name = "settlement/office/panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"todo": todo()}


@hooks.register("construct_homepage_panels")
def add_money_panel(request: HttpRequest, panels: list[Any]) -> None:
    if keeps_books(request.user):
        panels.append(MoneyPanel())
