"""Follows oscar.apps.basket.apps.BasketConfig (4.2), with our pages; no saved baskets."""

from django.urls import path
from oscar.apps.basket import apps


class BasketConfig(apps.BasketConfig):
    name = "market.shop.basket"

    def ready(self) -> None:
        """Oscar looks its views up here; ours are looked up when the addresses are made."""

    def get_urls(self) -> list:
        from market.shop.basket import views, voucher_views

        return [
            path("", views.summary, name="summary"),
            path("add/<int:pk>/", views.add, name="add"),
            path("ubah/<int:line_id>/", views.update, name="update"),
            path("voucher/", voucher_views.add, name="add_voucher"),
            path("voucher/<int:voucher_id>/keluar/", voucher_views.remove, name="remove_voucher"),
            path("kecamatan/", views.district, name="district"),
            path("kirim/", views.deliveries, name="deliveries"),
        ]
