"""/kelola/cerita-warga/: editors see who sent which story, open its draft, and say why one is not shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.paging import page_of
from cms.contributed.actions import AlreadyDecided, decline
from cms.contributed.forms import DeclineForm
from cms.contributed.models import Contribution, ContributionQuerySet
from cms.contributed.standing import standing_of, standings
from market.accounts.roles import is_editor

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def contributions(request: HttpRequest) -> HttpResponse:
    """List what villagers of her regency have sent, newest first."""
    page = page_of(_hers(request).select_related("sender"), request.GET.get("page", ""))
    return render(request, "cms/contributed/office_list.html", {"rows": standings(page.items), "page_obj": page})


@require_http_methods(["GET", "HEAD", "POST"])
def contribution(request: HttpRequest, number: int) -> HttpResponse:
    """Show one and the way to its draft; take the reason why it is not shown."""
    found = get_object_or_404(_hers(request).select_related("sender", "page__village__district__regency"), pk=number)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decline(contribution=found, why=form.cleaned_data["why"], by=request.user, now=timezone.now())  # type: ignore[arg-type]
        except AlreadyDecided:
            messages.info(request, "Cerita ini sudah terbit atau sudah diputuskan.")
        else:
            messages.success(request, "Keputusan tersimpan dan dikirim kepada pengirimnya.")
        return redirect("contributions:one", number=number)
    standing = standing_of(found)
    may_decline = not found.declined_at and not (found.page and found.page.live)
    context = {"contribution": found, "standing": standing, "form": form, "may_decline": may_decline}
    return render(request, "cms/contributed/office_one.html", context)


def how_many_wait(request: HttpRequest) -> int:
    """Return how many have been neither published nor declined."""
    return _hers(request).filter(declined_at=None, page__live=False, page__first_published_at=None).count()


def _hers(request: HttpRequest) -> ContributionQuerySet:
    if not is_editor(request.user):
        raise PermissionDenied
    return Contribution.objects.seen_by(request.user)  # type: ignore[arg-type]
