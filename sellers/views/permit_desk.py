"""/kelola/persetujuan/izin/: an operator looks at permits, sends them back, or takes them from the goods' pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.paging import page_of
from sellers.actions import ChangedMeanwhile, NotWaiting, refuse_permit, see_permit, take_back_permit
from sellers.approvals import operator_of, permit_to_see, permits_of
from sellers.models import Permit
from sellers.offices import where_to_check
from sellers.views.approvals import DecisionForm
from sellers.views.payments import private_file

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse


class PermitDecisionForm(DecisionForm):
    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput)


@require_safe
def permits(request: HttpRequest) -> HttpResponse:
    """List the permits that stand beside goods, latest first."""
    seen = permits_of(operator_of(request)).filter(state=Permit.State.SEEN).order_by("-checked_at", "-pk")
    page = page_of(seen, request.GET.get("page", ""))
    return render(request, "sellers/approvals/permits.html", {"permits": page.items, "page_obj": page})


@require_http_methods(["GET", "HEAD", "POST"])
def permit(request: HttpRequest, number: int) -> HttpResponse:
    """Show one permit with its photo and take the decision; one that was seen may be taken from the pages again."""
    found = permit_to_see(request, number)
    form = PermitDecisionForm(request.POST or None, initial={"seen": found.submitted_at.isoformat()})
    if request.method == "POST" and form.is_valid():
        return _decide(request, found, form)
    context = {
        "permit": found,
        "products": found.products.order_by("title"),
        "office": where_to_check(found.kind),
        "has_run_out": found.has_run_out(timezone.localdate()),
        "form": form,
    }
    return render(request, "sellers/approvals/permit.html", context)


@require_safe
@never_cache
def photo(request: HttpRequest, number: int) -> FileResponse:
    """Answer the photo of a permit."""
    found = permit_to_see(request, number)
    return private_file(found.photo, name=f"izin-{found.pk}")


def _decide(request: HttpRequest, found: Permit, form: PermitDecisionForm) -> HttpResponse:
    answer, approves = form.cleaned_data, form.cleaned_data["decision"] == "approve"
    decided = {"permit": found, "by": request.user, "note": answer["note"], "seen": answer["seen"]}
    try:
        if found.state == Permit.State.SEEN and not approves:
            take_back_permit(**decided, is_told=True)
        elif approves:
            see_permit(**decided)
        else:
            refuse_permit(**decided)
    except NotWaiting:
        messages.warning(request, f"{found} sudah dilihat petugas lain.")
    except ChangedMeanwhile:
        messages.warning(request, f"{found} baru saja diubah penjualnya. Lihat sekali lagi.")
        return redirect("approvals:permit", found.pk)
    else:
        messages.success(request, f"{found}: tersimpan. Penjual sudah diberi tahu.")
    return redirect("approvals:index")
