"""Follows oscar.apps.checkout.apps.CheckoutConfig (4.2), with our pages; they stand at the top of the site."""

from django.urls import path
from oscar.apps.checkout import apps


class CheckoutConfig(apps.CheckoutConfig):
    name = "market.shop.checkout"

    def ready(self) -> None:
        """Oscar looks its views up here; ours are looked up when the addresses are made."""

    def get_urls(self) -> list:
        from market.shop.checkout import rating, receipt_views, tracking, unpaid, views

        return [
            path("bayar/", views.index, name="index"),
            path("bayar/periksa/", views.review, name="review"),
            path("pesanan/<slug:secret>/", tracking.track, name="track"),
            path("pesanan/<slug:secret>/bayar/", tracking.pay, name="pay"),
            path("pesanan/<slug:secret>/cara/", unpaid.pay_otherwise, name="pay_otherwise"),
            path("pesanan/<slug:secret>/batal/", unpaid.give_up, name="give_up"),
            path("pesanan/<slug:secret>/bukti/<int:payment_id>/", unpaid.prove, name="prove"),
            path("pesanan/<slug:secret>/kuitansi/", receipt_views.receipt, name="receipt"),
            path("pesanan/<slug:secret>/faktur.pdf", receipt_views.invoice, name="invoice"),
            path("pesanan/<slug:secret>/<slug:number>/diterima/", tracking.received, name="received"),
            path("pesanan/<slug:secret>/<slug:number>/ulasan/<int:line>/", rating.rate, name="rate"),
            path("pesanan/<slug:secret>/<slug:number>/batal/", unpaid.give_up_order, name="give_up_order"),
        ]
