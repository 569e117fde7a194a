"""/kelola/persetujuan/produsen/: what producers agreed to with their hubs, and what was done in their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.paging import page_of
from market.settlement.office.files import as_file
from sellers.acted_files import rows_of
from sellers.actions.consent_ends import withdraw_consent
from sellers.approvals import acted_of, consents_of, operator_of
from sellers.models import Consent
from sellers.views.acted import TITLE
from sellers.views.payments import private_file

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse

MOST_ROWS = 50


@require_safe
def consents(request: HttpRequest) -> HttpResponse:
    """List consents, newest first."""
    page = page_of(consents_of(operator_of(request)).order_by("-pk"), request.GET.get("page", ""))
    context = {"consents": page.items, "page_obj": page, "now": timezone.now()}
    return render(request, "sellers/approvals/consents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, number: int) -> HttpResponse:
    """Show one consent with its file and what was done by it; take it back for a producer who asks the office."""
    operator = operator_of(request)
    found = get_object_or_404(consents_of(operator), pk=number)
    if request.method == "POST":
        how = Consent.Withdrawn.OFFICE
        withdraw_consent(producer=found.producer, hub=found.hub, by=operator, how=how, now=timezone.now())
        messages.success(request, f"Persetujuan {found.producer} sudah ditarik. Hub dan produsennya diberi tahu.")
        return redirect("approvals:consent", found.pk)
    acted = found.acted.order_by("-pk")[:MOST_ROWS]
    context = {"consent": found, "is_live": found.is_live(timezone.now()), "acted": acted}
    return render(request, "sellers/approvals/consent.html", context)


@require_safe
@never_cache
def file(request: HttpRequest, number: int) -> FileResponse:
    """Answer the paper or the recording of a consent."""
    found = get_object_or_404(consents_of(operator_of(request)), pk=number)
    return private_file(found.file, name=f"persetujuan-{found.pk}")


@require_safe
def acted(request: HttpRequest) -> HttpResponse:
    """List what hubs did in producers' names, newest first."""
    page = page_of(acted_of(operator_of(request)).order_by("-pk"), request.GET.get("page", ""))
    return render(request, "sellers/approvals/acted.html", {"acted": page.items, "page_obj": page})


@require_safe
def acted_file(request: HttpRequest) -> HttpResponse:
    """Send all of it as a table."""
    rows = rows_of(acted_of(operator_of(request)))
    return as_file(rows, name="catatan-atas-nama", kind=request.GET.get("jenis", ""), title=TITLE)
