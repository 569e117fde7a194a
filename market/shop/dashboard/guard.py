"""What the staff's shop desk opens: reading, the words of products, categories and offers. All else stays shut.

Oscar's screens would change orders, stock and payments past the stock guard and the ledger, and show staff of one
regency what belongs to another. A page that is in none of these lists answers 403, so a page that a newer Oscar adds
is shut until somebody has looked at it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from market.accounts.models import User

SAFE = {"GET", "HEAD", "OPTIONS"}
REGENCY = {
    "index",
    "catalogue-product-list",
    "catalogue-product",
    "catalogue-product-lookup",
    "catalogue-category-list",
    "catalogue-category-detail-list",
    "order-list",
    "order-stats",
    "order-detail",
    "order-line-detail",
}
OFFERS = {
    "offer-list", "offer-metadata", "offer-condition", "offer-benefit", "offer-restrictions", "offer-delete",
    "offer-detail", "range-list", "range-create", "range-update", "range-delete", "range-products", "range-reorder",
    "voucher-list", "voucher-create", "voucher-update", "voucher-delete", "voucher-stats", "voucher-set-list",
    "voucher-set-create", "voucher-set-update", "voucher-set-detail", "voucher-set-delete", "voucher-set-download",
}  # fmt: skip
CATEGORIES = {
    "catalogue-category-create",
    "catalogue-category-create-child",
    "catalogue-category-update",
    "catalogue-category-delete",
}
EVERYWHERE = OFFERS | CATEGORIES
WRITTEN = EVERYWHERE | {"catalogue-product", "catalogue-category-list", "catalogue-category-detail-list"}
LISTS_OF_ALL = {"catalogue-category-list", "catalogue-category-detail-list"}

NOT_STAFF = "Halaman ini hanya untuk petugas Pasar Hulu. Untuk berjualan, buka Jualan saya."
SHUT = "Bagian ini ditutup. Toko, pengguna, stok dan pembayaran diurus lewat layar petugas, bukan dari sini."
READ_ONLY = "Di sini hanya bisa melihat. Pesanan, stok dan pembayaran berubah lewat layar petugas, bukan dari sini."
SHARED = "Bagian ini berlaku untuk semua kabupaten, jadi hanya petugas pusat yang bisa membukanya."

View = Callable[..., HttpResponseBase]


def guarded(view: View, name: str | None) -> View:
    """Return the view behind the desk's rules; `name` is its address's name."""

    @wraps(view)
    def behind(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        refusal = refuse(request.user, name, request.method or "GET")
        return _answer(request, *refusal) if refusal else view(request, *args, **kwargs)

    return behind


def refuse(user: User, name: str | None, method: str) -> tuple[int, str] | None:
    """Return the status and the sentence that turn this person away, or None when the page is open to them."""
    if not (user.is_active and user.is_staff):
        return 403, NOT_STAFF
    if name not in REGENCY | EVERYWHERE:
        return 403, SHUT
    is_write = method not in SAFE
    if user.regency_id and (name in EVERYWHERE or (is_write and name in LISTS_OF_ALL)):
        return 403, SHARED
    if is_write and name not in WRITTEN:
        return 405, READ_ONLY
    return None


def may_open(user: User, url_name: str | None, *_: object) -> bool:
    """Say whether the menu shows this entry to this person; headings are shown by what is under them."""
    return url_name is None or refuse(user, url_name.split(":")[-1], "GET") is None


def _answer(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    return render(request, "oscar/dashboard/refused.html", {"sentence": sentence}, status=status)
