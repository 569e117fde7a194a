"""The two floors."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

TEN_KILOBYTES = b"x" * 10_240
ROWS = """
    SELECT product.id, product.title, product.slug, offer.price, village.name
    FROM catalogue_product product
    JOIN partner_stockrecord offer ON offer.product_id = product.id
    JOIN regions_village village ON village.code = product.village_id
    WHERE product.is_public
    ORDER BY product.id DESC LIMIT 20
"""


def fixed(request: HttpRequest) -> HttpResponse:
    """Answer 10 KB."""
    return HttpResponse(TEN_KILOBYTES)


def rows(request: HttpRequest) -> HttpResponse:
    """Answer what twenty cards would say, in as few steps as can be."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS)
        found = cursor.fetchall()
    goods = [dict(zip(("id", "title", "slug", "price", "village"), row, strict=True)) for row in found]
    return render(request, "rows.html", {"goods": goods})


urlpatterns = [path("fixed", fixed), path("rows", rows)]
