"""Orders in the back office: what an operator may undo. Oscar's own screens only read."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks

from market.shop.dashboard.orders import undoing


@hooks.register("register_admin_urls")
def order_urls() -> list[URLPattern | URLResolver]:
    return [path("pesanan/", include(([path("<slug:number>/", undoing.order, name="order")], "undoing")))]
