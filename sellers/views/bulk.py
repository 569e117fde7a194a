"""/jual/impor/: many products at once, from a file; what became of each row, and what to mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from market.settlement.office.files import as_file
from sellers.access import with_open_shop
from sellers.actions.bulk import send_goods
from sellers.bulk.rows import COLUMNS
from sellers.forms_bulk import GoodsFileForm
from sellers.models import GoodsFile, GoodsRow

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from sellers.models import Seller

LAST = 10
SAMPLE = {
    "producer": "Ibu Aminah",
    "village": "Muara Kaman Ulu",
    "title": "Amplang ikan pipih 250 gram",
    "price": 25000,
    "unit_of_sale": "bungkus",
    "stock": 12,
    "packaging": "plastik",
    "shipping_weight_g": 300,
    "photo": "amplang.jpg; amplang-2.jpg",
    "how_made": "Ikan pipih digiling, dibumbui, lalu digoreng.",
    "category": "Camilan",
    "reference": "A1",
}


@require_http_methods(["GET", "HEAD", "POST"])
@with_open_shop
def send(request: HttpRequest, shop: Seller) -> HttpResponse:
    """Ask for the file and its photos; a worker reads it."""
    form = GoodsFileForm(request.POST or None, request.FILES or None, is_hub=shop.is_hub)
    if request.method == "POST" and form.is_valid():
        goods = send_goods(shop=shop, by=request.user, **form.cleaned_data)
        return redirect("workshop:goods_file", goods.pk)
    sent = shop.goods_files.order_by("-pk")[:LAST]
    return render(request, "sellers/bulk.html", {"shop": shop, "form": form, "sent": sent, "here": "products"})


@require_safe
@with_open_shop
def goods_file(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Show how far a file is read, what came of it, and row by row what to mend."""
    found = get_object_or_404(GoodsFile.objects.filter(seller=shop), pk=number)
    of = {name: Count("pk", filter=Q(outcome=value)) for name, value in _counted()}
    counts = found.rows.aggregate(all=Count("pk"), **of)
    context = {
        "shop": shop,
        "goods": found,
        "counts": counts,
        "wrong": found.rows.filter(outcome=GoodsRow.Outcome.WRONG).order_by("number"),
        "waits": found.state == GoodsFile.State.WAITING,
        "here": "products",
    }
    return render(request, "sellers/bulk_report.html", context)


@require_safe
@with_open_shop
def sample(request: HttpRequest, shop: Seller) -> HttpResponse:
    """Send an empty table with one row to show how."""
    rows = [list(COLUMNS.values()), [SAMPLE[name] for name in COLUMNS]]
    return as_file(rows, name="contoh-produk", kind=request.GET.get("jenis", ""), title="Produk")


def _counted() -> list[tuple[str, str]]:
    return [(outcome.name.lower(), outcome.value) for outcome in GoodsRow.Outcome]
