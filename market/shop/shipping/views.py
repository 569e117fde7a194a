"""/ongkir/<product>/: what delivery costs, as a piece of the product's page for its script to put in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalogue.models import Product
from catalogue.product_rows import take_offers
from market.shop.shipping.preview import preview_of


@require_safe
@never_cache
def delivery_charge(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with the ways to `?ke=`, for `?jumlah=` pieces of the size `?ukuran=`; 404 where there is none such."""
    goods = Product.objects.on_sale().select_related("village__district", "seller__village__district")
    product = get_object_or_404(goods, pk=pk)
    take_offers(product)
    preview = preview_of(product, asked=request.GET, today=timezone.localdate())
    if preview.destination is None:
        raise Http404
    return render(request, "shipping/ways.html", {"preview": preview, "product": product})
