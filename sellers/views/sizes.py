"""/jual/produk/<number>/ukuran/: more sizes or flavours of one product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sellers.access import in_name_of, makers_of, product_of, size_of, with_open_shop
from sellers.actions import SizeExists, add_size
from sellers.forms import SizeForm, offer_answers
from sellers.sync.pages import show_what_was_seen, write_form
from sellers.views.goods import what_follows

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from catalogue.models import Product
    from sellers.models import Seller


@require_http_methods(["GET", "HEAD", "POST"])
@with_open_shop
def add(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Ask for one more size; the first time also what the one that is sold already is called."""
    product = product_of(request, shop, number)
    form = SizeForm(request.POST or None, is_first=not product.is_parent)
    if request.method == "POST" and form.is_valid():
        try:
            with in_name_of(request, makers_of(product), "menambah ukuran", product.title, product.pk):
                size = add_size(product=product, **form.cleaned_data)
        except SizeExists:
            form.refuse_label()
        else:
            messages.success(request, what_follows(size))
            return redirect("workshop:edit", product.pk)
    return _page(request, shop, form, product)


@require_http_methods(["GET", "HEAD", "POST"])
@with_open_shop
def edit(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Change a size. Stock counts only when she changed it: meanwhile some may have been sold."""
    size = size_of(request, shop, number)
    form = SizeForm(request.POST or None, initial={"label": size.title, **offer_answers(size)})
    show_what_was_seen(form)
    if request.method == "POST" and form.is_valid():
        try:
            with in_name_of(request, makers_of(size), "mengubah ukuran", size.get_title(), size.pk):
                changed = write_form(form, size, by=request.user, now=timezone.now())
        except SizeExists:
            form.refuse_label()
        else:
            messages.success(request, what_follows(changed))
            return redirect("workshop:edit", size.parent_id)
    return _page(request, shop, form, size.parent, size)


def _page(
    request: HttpRequest, shop: Seller, form: SizeForm, product: Product, size: Product | None = None
) -> HttpResponse:
    context = {"form": form, "shop": shop, "product": product, "size": size, "here": "products"}
    return render(request, "sellers/size_form.html", context)
