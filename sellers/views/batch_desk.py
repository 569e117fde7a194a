"""/kelola/persetujuan/label/: an operator finds a batch by its code and calls it back in the seller's stead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.codes import read_code
from catalogue.models import Batch
from catalogue.paging import page_of
from sellers.actions.batches import call_back
from sellers.approvals import operator_of
from sellers.forms_batches import WithdrawBatchForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from catalogue.batches import BatchQuerySet


@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """List what has labels, newest first, or lead to the one whose code was typed."""
    typed = request.GET.get("kode", "")
    hers = _hers(request)
    if typed and (found := hers.filter(code=read_code(typed) or "").first()):
        return redirect("approvals:batch", found.code)
    page = page_of(hers.order_by("-pk"), request.GET.get("page", ""))
    context = {"batches": page.items, "page_obj": page, "typed": typed}
    return render(request, "sellers/approvals/batches.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest, code: str) -> HttpResponse:
    """Show one batch; with a reason it is called back, and the shop is told."""
    found = get_object_or_404(_hers(request), code=code)
    form = WithdrawBatchForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not found.is_withdrawn:
        if call_back(batch=found, why=form.cleaned_data["why"], by=request.user):  # type: ignore[arg-type]
            messages.success(request, f"{found.spoken_code} ditarik, dan tokonya diberi tahu.")
        else:
            messages.info(request, f"{found.spoken_code} sudah ditarik.")
        return redirect("approvals:batch", found.code)
    return render(request, "sellers/approvals/batch.html", {"batch": found, "form": form})


def _hers(request: HttpRequest) -> BatchQuerySet:
    """Return the batches of the operator's regency; PermissionDenied for everybody else."""
    operator = operator_of(request)
    found = Batch.objects.with_all()
    return found.filter(seller__village__district__regency=operator.regency_id) if operator.regency_id else found
