"""/jual/produk/: the questions, and what may be changed later."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.paging import page_of
from sellers.access import (
    guard,
    in_name_of,
    makers_of,
    producer_of,
    product_of,
    products_of,
    sold_thing_of,
    with_open_shop,
)
from sellers.actions import is_listed, list_product
from sellers.categories import guess_category
from sellers.fields import number_in
from sellers.forms import ProductForm, RestockForm, offer_answers
from sellers.registers.counting import say_stock
from sellers.sync.pages import show_what_was_seen, write_form

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from catalogue.models import Product
    from sellers.models import Producer, Seller

ASKED = ("title", "price", "unit_of_sale", "packaging", "shipping_weight_g", "stock")


@require_safe
@with_open_shop
def products(request: HttpRequest, shop: Seller) -> HttpResponse:
    """List all that this shop has."""
    page = page_of(products_of(shop), request.GET.get("page", ""))
    context = {
        "shop": shop,
        "products": page.items,
        "page_obj": page,
        "restock": RestockForm(auto_id=False),
        "here": "products",
    }
    return render(request, "sellers/products.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_open_shop
def add(request: HttpRequest, shop: Seller) -> HttpResponse:
    """Ask all questions; keep every answer, the photo included, until all are right."""
    form = ProductForm(request.POST or None, request.FILES or None, user=request.user, initial={"reference": uuid4()})
    if shop.is_hub and not _ask_for_whom(request, shop, form):
        return redirect("workshop:makers")
    if request.method == "POST" and form.is_valid():
        product = _list(request, form, form.cleaned_data.get("producer") or producer_of(shop, request.user))
        messages.success(request, f"{product.title} terkirim. Petugas akan memeriksanya sebelum tayang.")
        return redirect("workshop:about", product.pk)
    return render(request, "sellers/product_form.html", {"form": form, "shop": shop, "here": "products"})


def _ask_for_whom(request: HttpRequest, shop: Seller, form: ProductForm) -> bool:
    """Let the form ask for whom it is, as the address says; say when there is nobody."""
    makers = shop.producers.may_be_sold_for(request.user, timezone.now())
    if asked := number_in(request.POST.get("producer", "")):
        guard(request, shop, [producer_of(shop, request.user, asked)])
    elif not makers:
        messages.info(request, "Belum ada produsen yang bisa Anda jualkan. Minta persetujuannya dulu.")
        return False
    form.ask_for_whom(makers, number_in(request.GET.get("untuk", "")))
    return True


def _list(request: HttpRequest, form: ProductForm, producer: Producer) -> Product:
    """List what was answered, once however often it was sent; of several sendings one is written down."""
    title, reference = form.cleaned_data["title"], form.cleaned_data["reference"]
    makers = [] if is_listed(producer, reference) else [producer]
    with in_name_of(request, makers, "menambah produk", title, reference):
        return list_product(
            producer=producer,
            picture=form.picture,
            category=guess_category(title),
            by=request.user,
            reference=reference,
            **{name: form.cleaned_data[name] for name in ASKED},
        )


@require_http_methods(["GET", "HEAD", "POST"])
@with_open_shop
def edit(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Change a listing. Stock counts only when she changed it: meanwhile some may have been sold."""
    product = product_of(request, shop, number)
    form = ProductForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        needs_photo=False,
        asks_price=not product.is_parent,
        initial=_answers(product),
    )
    show_what_was_seen(form)
    if request.method == "POST" and form.is_valid():
        with in_name_of(request, makers_of(product), "mengubah produk", product.title, product.pk):
            changed = write_form(form, product, by=request.user, now=timezone.now(), picture=form.picture)
        messages.success(request, what_follows(changed))
        return redirect("workshop:home")
    context = {
        "form": form,
        "shop": shop,
        "product": product,
        "restock": RestockForm(auto_id=False),
        "here": "products",
    }
    return render(request, "sellers/product_form.html", context)


@require_POST
@with_open_shop
def sold_out(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Habis: nothing is left to sell of a product, or of one of its sizes."""
    thing = sold_thing_of(request, shop, number)
    with in_name_of(request, makers_of(thing), "menandai habis", thing.get_title(), thing.pk):
        say_stock(thing=thing, stock=0, by=request.user, now=timezone.now())
    messages.success(request, f"{thing.get_title()} ditandai habis.")
    return _back_from(thing)


@require_POST
@with_open_shop
def restock(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Ada lagi: so many can be sold."""
    thing = sold_thing_of(request, shop, number)
    form = RestockForm(request.POST)
    if form.is_valid():
        with in_name_of(request, makers_of(thing), "menandai ada lagi", thing.get_title(), thing.pk):
            say_stock(thing=thing, stock=form.cleaned_data["stock"], by=request.user, now=timezone.now())
        messages.success(request, f"{thing.get_title()} ada lagi.")
    else:
        messages.error(request, f"{thing.get_title()}: {form.errors['stock'][0]}")
    return _back_from(thing)


def _back_from(thing: Product) -> HttpResponse:
    return redirect("workshop:edit", thing.parent_id) if thing.is_child else redirect("workshop:home")


def _answers(product: Product) -> dict[str, object]:
    about = {name: getattr(product, name) for name in ("title", "unit_of_sale", "packaging")}
    return about if product.is_parent else {**about, **offer_answers(product)}


def what_follows(thing: Product) -> str:
    """Say that a product or a size is kept, and whether an operator looks at it first."""
    whole = thing.parent or thing
    if whole.moderation == whole.Moderation.WAITING:
        return f"{thing.get_title()} tersimpan. Petugas akan memeriksanya sebelum tayang."
    return f"{thing.get_title()} tersimpan."
