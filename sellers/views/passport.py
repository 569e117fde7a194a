"""/p/<code>: the page of a pack, which stays when the product is gone; and the box to type a code into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from catalogue.codes import read_code
from catalogue.models import Batch, Product
from catalogue.product_rows import find_product
from catalogue.wording import put_in_words_of_the_page
from market.pagecache.public import public_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LONGEST = 40


@require_safe
def look_up(request: HttpRequest) -> HttpResponse:
    """Lead from a code as it was typed to its page; ask for one where none was."""
    typed = request.GET.get("kode", "")[:LONGEST]
    code = read_code(typed)
    if code:
        return redirect("sellers:passport", code)
    response = render(request, "sellers/passport_look_up.html", {"typed": typed}, status=404 if typed else 200)
    add_never_cache_headers(response)
    return response


@require_safe
@public_page
def passport(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is in a pack, who made it where and when; a code that was typed otherwise leads to its address."""
    read = read_code(code)
    if read and (read != code or request.path.endswith("/")):
        return redirect("sellers:passport", read)
    batch = Batch.objects.with_all().filter(code=code).first() if read else None
    if batch is None:
        return render(request, "sellers/passport_look_up.html", {"typed": code}, status=404)
    whole = (batch.product.parent or batch.product) if batch.product else None
    product = find_product(whole.pk) if whole else None
    if product is not None:
        put_in_words_of_the_page(product)
    context = {
        "batch": batch,
        "product": product,
        "covered": whole or Product(pk=0, seller_id=batch.seller_id),
        "has_expired": batch.has_expired(timezone.localdate()),
        "is_open": batch.seller.is_open,
    }
    return render(request, "sellers/passport.html", context)
