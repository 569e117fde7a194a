"""Follows oscar.apps.basket.apps.BasketConfig (4.2), with our pages; no vouchers and no saved baskets."""

from django.urls import path
from oscar.apps.basket import apps


class BasketConfig(apps.BasketConfig):
    name = "market.shop.basket"

    def ready(self) -> None:
        """Oscar looks its views up here; ours are looked up when the addresses are made."""

    def get_urls(self) -> list:
        from market.shop.basket import views

        return [
            path("", views.summary, name="summary"),
            path("add/<int:pk>/", views.add, name="add"),
            path("ubah/<int:line_id>/", views.update, name="update"),
            path("kecamatan/", views.district, name="district"),
            path("kirim/", views.deliveries, name="deliveries"),
        ]
