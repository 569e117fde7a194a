"""/jual/catatan/: all that was done in producers' names, for the hub that did it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.paging import page_of
from market.settlement.office.files import as_file
from sellers.access import with_hub
from sellers.acted_files import rows_of
from sellers.models import ActedFor

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from sellers.models import Seller

TITLE = "Catatan atas nama"


@require_safe
@with_hub
def acted(request: HttpRequest, shop: Seller) -> HttpResponse:
    """List what was done for whom, newest first."""
    page = page_of(ActedFor.objects.of_hub(shop), request.GET.get("page", ""))
    context = {"shop": shop, "acted": page.items, "page_obj": page, "here": "home"}
    return render(request, "sellers/acted.html", context)


@require_safe
@with_hub
def acted_file(request: HttpRequest, shop: Seller) -> HttpResponse:
    """Send all of it as a table."""
    kind = request.GET.get("jenis", "")
    return as_file(rows_of(ActedFor.objects.of_hub(shop)), name="catatan-atas-nama", kind=kind, title=TITLE)
