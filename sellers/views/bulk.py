"""/jual/impor/: many products at once, from a file; what became of each row, and what to mend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Count, Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from market.settlement.office.files import as_file
from sellers.access import with_open_shop
from sellers.actions.bulk import send_goods
from sellers.actions.pelapak import WHO_IS_IT, GoodsCameIn, say_who_sells
from sellers.bulk.rows import COLUMNS
from sellers.forms_bulk import GoodsFileForm, PelapakForm
from sellers.models import GoodsFile, GoodsRow, Pelapak, Producer

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from sellers.models import Seller

LAST, SHOWN = 10, 5
TOLD = "Tercatat: pelapak ini {}. Kirim berkas yang sama lagi, barangnya masuk atas namanya bila ia sudah setuju."
UNKNOWN = {COLUMNS["producer"]: WHO_IS_IT}
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


@require_http_methods(["GET", "HEAD", "POST"])
@with_open_shop
def goods_file(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Show how far a file is read, what came of it, and row by row what to mend; ask who has no name in it."""
    found = get_object_or_404(GoodsFile.objects.filter(seller=shop), pk=number)
    asked = None
    if request.method == "POST":
        pelapak = get_object_or_404(_pelapak_in(found), pk=_number(request.POST.get("pelapak", "")))
        asked = PelapakForm(request.POST, pelapak=pelapak, makers=_makers_of(found))
        if asked.is_valid() and _is_told(request, asked):
            return redirect("workshop:goods_file", found.pk)
    of = {name: Count("pk", filter=Q(outcome=value)) for name, value in _counted()}
    counts = found.rows.aggregate(all=Count("pk"), **of)
    context = {
        "shop": shop,
        "goods": found,
        "counts": counts,
        "wrong": found.rows.filter(outcome=GoodsRow.Outcome.WRONG).order_by("number"),
        "pelapak": _asked_in(found, asked),
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


def _is_told(request: HttpRequest, asked: PelapakForm) -> bool:
    """Keep an answer; where it comes too late, say so beside what was answered."""
    said = asked.cleaned_data
    try:
        maker = say_who_sells(pelapak=asked.pelapak, by=request.user, **said)
    except GoodsCameIn as refused:
        asked.add_error("producer" if said["producer"] else "name", str(refused))
        return False
    messages.success(request, TOLD.format(maker.name))
    return True


def _pelapak_in(goods: GoodsFile) -> QuerySet[Pelapak]:
    """Return who sells in a file without a name there."""
    return Pelapak.objects.filter(rows__file=goods, seller=goods.seller_id).distinct().order_by("pk")


def _makers_of(goods: GoodsFile) -> QuerySet[Producer]:
    return Producer.objects.filter(seller=goods.seller_id).order_by("name", "pk")


def _asked_in(goods: GoodsFile, asked: PelapakForm | None) -> list[dict[str, Any]]:
    """Return the question about each whom nobody knew, with her goods to know her by; `asked` is one with faults."""
    unknown = Pelapak.objects.filter(rows__file=goods, rows__troubles__contains=UNKNOWN).distinct().order_by("pk")
    hers, makers = Prefetch("rows", goods.rows.order_by("number"), to_attr="in_this_file"), _makers_of(goods)
    return [
        {
            "pelapak": one,
            "titles": [row.title for row in one.in_this_file[:SHOWN]],
            "form": asked if asked and asked.pelapak == one else PelapakForm(pelapak=one, makers=makers),
        }
        for one in unknown.select_related("producer").prefetch_related(hers)
    ]


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _counted() -> list[tuple[str, str]]:
    return [(outcome.name.lower(), outcome.value) for outcome in GoodsRow.Outcome]
