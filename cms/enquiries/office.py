"""/kelola/kunjungan/: editors see what visitors ask, what is overdue, and answer where the contact does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.paging import page_of
from cms.enquiries.actions import AlreadyAnswered, answer_enquiry
from cms.enquiries.forgetting import forget_enquiry
from cms.enquiries.forms import AnswerForm
from cms.enquiries.models import Enquiry, EnquiryQuerySet
from market.accounts.roles import is_editor

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from market.accounts.models import User


@require_safe
def enquiries(request: HttpRequest) -> HttpResponse:
    """List them: what waits first, the one due first on top."""
    found = _hers(request).order_by(F("answered_at").desc(nulls_first=True), "due_at", "pk")
    page = page_of(found, request.GET.get("page", ""))
    now = timezone.now()
    rows = [(each, each.is_overdue(now)) for each in page.items]
    return render(request, "cms/enquiries/office_list.html", {"rows": rows, "page_obj": page})


@require_http_methods(["GET", "HEAD", "POST"])
def enquiry(request: HttpRequest, number: int) -> HttpResponse:
    """Show one, and take an answer in the contact's stead, or delete it when its person asks for that."""
    found = get_object_or_404(_hers(request), pk=number)
    form = AnswerForm(request.POST if "text" in request.POST else None)
    if "delete" in request.POST:
        forget_enquiry(enquiry=found)
        messages.success(request, "Pertanyaan tamu, jawabannya dan pesan-pesannya sudah dihapus.")
        return redirect("visits:index")
    if form.is_bound and form.is_valid():
        try:
            answer_enquiry(enquiry=found, text=form.cleaned_data["text"], now=timezone.now(), by=request.user)
        except AlreadyAnswered:
            messages.info(request, "Pertanyaan ini sudah dijawab.")
        else:
            messages.success(request, "Jawaban terkirim kepada penanya.")
        return redirect("visits:one", number=number)
    context = {"enquiry": found, "form": form, "is_overdue": found.is_overdue(timezone.now())}
    return render(request, "cms/enquiries/office_one.html", context)


def how_many_wait(user: User) -> int:
    """Return how many visitors of her regency wait for an answer."""
    return Enquiry.objects.seen_by(user).unanswered().count()


def _hers(request: HttpRequest) -> EnquiryQuerySet:
    if not is_editor(request.user):
        raise PermissionDenied
    return Enquiry.objects.seen_by(request.user)  # type: ignore[arg-type]
