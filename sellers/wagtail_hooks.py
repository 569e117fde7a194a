"""Persetujuan in the back office: addresses, a menu item with a counter, and a panel on the start page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from market.accounts.desks import Desk
from market.accounts.roles import is_operator
from sellers.approvals import how_many_wait
from sellers.views import (
    approvals,
    batch_desk,
    consent_desk,
    permit_desk,
    question_desk,
    spoken_desk,
    word_desk,
)


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
        path("produsen/", consent_desk.consents, name="consents"),
        path("produsen/<int:number>/", consent_desk.consent, name="consent"),
        path("produsen/<int:number>/berkas/", consent_desk.file, name="consent_file"),
        path("catatan/", consent_desk.acted, name="acted"),
        path("catatan/unduh/", consent_desk.acted_file, name="acted_file"),
        path("label/", batch_desk.batches, name="batches"),
        path("label/<slug:code>/", batch_desk.batch, name="batch"),
        path("kode-lisan/", spoken_desk.read_out, name="spoken"),
        path("pertanyaan/", question_desk.questions, name="questions"),
        path("pertanyaan/<int:number>/", question_desk.question, name="question"),
    ]
    return [path("persetujuan/", include((pages, "approvals")))]


DESK = Desk(
    name="Persetujuan",
    url_name="approvals:index",
    icon="check",
    order=90,
    is_shown=lambda request: is_operator(request.user),
    how_many_wait=lambda request: how_many_wait(request.user),  # type: ignore[arg-type]
)


@hooks.register("register_admin_menu_item")
def approvals_menu_item() -> MenuItem:
    return DESK.menu_item()


@hooks.register("construct_homepage_panels")
def add_approvals_panel(request: HttpRequest, panels: list[Any]) -> None:
    if is_operator(request.user):
        panels.insert(0, DESK.panel("sellers/approvals/panel.html", order=10))
