"""/kelola/periksa/isi/: an editor looks what is to mend on a page before she hands it in."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.review.checks import faults_of


@require_safe
def faults(request: HttpRequest, number: int) -> HttpResponse:
    """Say what is to mend on a page as it was saved last, for who may edit it."""
    page = get_object_or_404(Page, pk=number).get_latest_revision_as_object()
    if page.depth == 1 or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    edit_url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return render(request, "cms/review/content.html", {"page": page, "faults": faults_of(page), "edit_url": edit_url})
