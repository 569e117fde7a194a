"""/jual/label/: labels for packs, each batch with a code of its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.models import Batch, Product
from catalogue.paging import page_of
from sellers.access import batch_of, in_name_of, makers_of, sold_thing_of, with_open_shop, with_own_shop
from sellers.actions.batches import NotApproved, record_batch, withdraw_batch
from sellers.forms_batches import MOST_LABELS, BatchForm, PrintForm, WithdrawBatchForm
from sellers.labels.drawing import code_of, labels_pdf
from sellers.labels.made import address_of, label_of
from sellers.labels.sheets import KINDS
from sellers.scans import looks_of, months_looks

if TYPE_CHECKING:
    from django.http import HttpRequest

    from sellers.models import Seller

ASKED = ("made_on", "best_before", "quantity", "note", "reference")


@require_safe
@with_own_shop
def batches(request: HttpRequest, shop: Seller) -> HttpResponse:
    """List what was made, newest first, and how often its packs were looked at this month."""
    page = page_of(Batch.objects.of(shop.partner), request.GET.get("page", ""))
    looks = months_looks(page.items, today=timezone.localdate())
    found = [(batch, looks.get(batch.pk, 0)) for batch in page.items]
    return render(request, "sellers/batches.html", _context(shop, batches=found, page_obj=page))


@require_safe
@with_open_shop
def choose(request: HttpRequest, shop: Seller) -> HttpResponse:
    """Ask first what the label is for: a product, or one of its sizes."""
    page = page_of(_labelled(shop), request.GET.get("page", ""))
    return render(request, "sellers/batch_choose.html", _context(shop, things=page.items, page_obj=page))


@require_http_methods(["GET", "HEAD", "POST"])
@with_open_shop
def add(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Ask when it was made, how long it is good and how many; keep what was typed until all is right."""
    thing, today = sold_thing_of(request, shop, number), timezone.localdate()
    form = BatchForm(request.POST if request.method == "POST" else None, today=today, initial=_guess(thing, today))
    if request.method == "POST" and form.is_valid():
        answers = {name: form.cleaned_data[name] for name in ASKED}
        try:
            with in_name_of(request, makers_of(thing), "membuat label", thing.get_title(), thing.pk):
                batch = record_batch(seller=shop, product=thing, by=request.user, **answers)
        except NotApproved:
            form.add_error(None, "Petugas belum memeriksa produk ini. Label bisa dibuat setelah produknya tayang.")
        else:
            messages.success(request, f"Kode {batch.spoken_code} sudah jadi. Sekarang cetak labelnya.")
            return redirect("workshop:batch", batch.code)
    return render(request, "sellers/batch_form.html", _context(shop, form=form, thing=thing))


@require_safe
@with_own_shop
def batch(request: HttpRequest, shop: Seller, code: str) -> HttpResponse:
    """Show one batch: its code, what to print it on, how often it was looked at."""
    found = batch_of(request, shop, code)
    return _show(request, shop, found, PrintForm(initial=_printed(found)))


@require_safe
@with_own_shop
def labels(request: HttpRequest, shop: Seller, code: str) -> HttpResponse:
    """Send the labels as PDF, or say what is wrong with what was asked for."""
    found = batch_of(request, shop, code)
    form = PrintForm(request.GET)
    if found.is_withdrawn:
        messages.error(request, "Yang sudah ditarik tidak dicetak lagi.")
        return redirect("workshop:batch", found.code)
    if not form.is_valid():
        return _show(request, shop, found, form)
    said = form.cleaned_data
    label = label_of(found, today=timezone.localdate())
    drawn = labels_pdf(label, KINDS[said["kertas"]], count=said["banyak"], first=said["mulai"] or 1)
    name = f"label-{slugify(found.title)[:40]}-{found.code}.pdf"
    return HttpResponse(
        drawn, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@with_own_shop
def withdraw(request: HttpRequest, shop: Seller, code: str) -> HttpResponse:
    """Ask why, then tell whoever scans a pack of this batch."""
    found = batch_of(request, shop, code)
    form = WithdrawBatchForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        makers = makers_of(found.product) if found.product else ()
        with in_name_of(request, makers, "menarik label", found.spoken_code, found.code):
            withdraw_batch(batch=found, why=form.cleaned_data["why"], by=request.user)
        messages.success(request, f"{found.spoken_code} ditarik. Yang memindai labelnya kini membacanya.")
        return redirect("workshop:batch", found.code)
    return render(request, "sellers/batch_withdraw.html", _context(shop, form=form, batch=found))


def _show(request: HttpRequest, shop: Seller, found: Batch, form: PrintForm) -> HttpResponse:
    address = address_of(found)
    context = _context(
        shop,
        batch=found,
        form=form,
        address=address,
        drawing=code_of(address).svg_data_uri(scale=5, border=4, light="white"),
        looks=looks_of(found, today=timezone.localdate()),
        has_expired=found.has_expired(timezone.localdate()),
    )
    return render(request, "sellers/batch.html", context)


def _context(shop: Seller, **more: Any) -> dict[str, Any]:
    return {"shop": shop, "here": "products", **more}


def _labelled(shop: Seller) -> Any:
    """Return what has a label of its own: goods of one size and sizes, that an operator has let through."""
    whole = Q(structure=Product.STANDALONE, seller=shop.partner, moderation=Product.Moderation.APPROVED)
    size = Q(
        structure=Product.CHILD,
        parent__seller=shop.partner,
        parent__moderation=Product.Moderation.APPROVED,
    )
    return Product.objects.filter(whole | size).select_related("parent").order_by("-pk")


def _guess(thing: Product, today: date) -> dict[str, Any]:
    whole = thing.parent or thing
    days = thing.shelf_life_days or whole.shelf_life_days
    return {"reference": uuid4(), "made_on": today, "best_before": today + timedelta(days=days) if days else None}


def _printed(found: Batch) -> dict[str, Any]:
    return {"banyak": min(found.quantity, MOST_LABELS)}
