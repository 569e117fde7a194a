"""/jual/kode-masuk/: somebody of a hub reads a sign-in code out to a producer who stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from market.accounts.spoken import NotForThisAccount, TooManySpoken, make_spoken_code
from sellers.access import with_open_shop
from sellers.models import Seller
from sellers.reading_out import TOO_MANY, WRONG_ACCOUNT, in_words, listeners_of, read_by_hub

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@with_open_shop
def read_out(request: HttpRequest, shop: Seller) -> HttpResponse:
    """List the hub's producers with accounts; POST makes a code for one of them and shows it once."""
    if shop.kind != Seller.Kind.HUB:
        raise Http404
    context = {"shop": shop, "here": "home"}
    if request.method == "POST":
        number = request.POST.get("producer", "")
        producer = get_object_or_404(listeners_of(shop), pk=int(number[:18]) if number.isdecimal() else 0)
        try:
            code = make_spoken_code(principal=producer.user, actor=request.user, now=timezone.now())
        except (NotForThisAccount, TooManySpoken) as no:
            messages.error(request, TOO_MANY if isinstance(no, TooManySpoken) else WRONG_ACCOUNT)
            return redirect("workshop:read_out")
        context |= {"code": in_words(code), "producer": producer}
    context |= {"producers": listeners_of(shop), "read": read_by_hub(shop)}
    return render(request, "sellers/read_out.html", context)
