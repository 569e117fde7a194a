"""Orders in the back office: what an operator may undo. Oscar's own screens only read."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from market.accounts.roles import is_operator
from market.shop.dashboard.orders import undoing


@hooks.register("register_admin_urls")
def order_urls() -> list[URLPattern | URLResolver]:
    return [path("pesanan/", include(([path("<slug:number>/", undoing.order, name="order")], "undoing")))]


class OrdersMenuItem(MenuItem):
    """Shown to who may undo orders: those of the own regency, or all."""

    def is_shown(self, request: HttpRequest) -> bool:
        return is_operator(request.user)


@hooks.register("register_admin_menu_item")
def orders_menu_item() -> MenuItem:
    return OrdersMenuItem("Pesanan", reverse("dashboard:order-list"), icon_name="list-ul", order=92)
