"""What somebody is told whose page was stopped: what to mend, with a way to each place, back in the editing view."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.models import Page

from cms.review.checks import faults_of
from cms.review.faults import Fault, FaultyPage, stopped

FOUND = 302


class SayFaults:
    """A middleware for the office: answers a page that was stopped with what to mend.

    Some views take the refusal for one of their own and say little of it, such as that of translations: what to mend
    is said beside it then.
    """

    def __init__(self, get_response: object) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        so_far: list[FaultyPage] = []
        token = stopped.set(so_far)
        try:
            response = self.get_response(request)  # type: ignore[operator]
        finally:
            stopped.reset(token)
        if response.status_code == FOUND and _is_office(request):
            for fault in (each for each in so_far if not each.is_told):
                say(request, fault.page, fault.faults)
        return response  # type: ignore[no-any-return]

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Lead to the page that was stopped."""
        if not isinstance(exception, FaultyPage) or not _is_office(request):
            return None
        exception.is_told = True
        return lead_back(request, exception.page, exception.faults)


def keep_as_draft(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Stop a page with faults that the editing view has just saved and would publish.

    Wagtail stores a new page that is published at once as a live one, before it is; such a page is made a draft.
    """
    faults = faults_of(page)
    if not faults:
        return None
    if page.live and page.live_revision_id is None and page.first_published_at is None:
        page.live, page.has_unpublished_changes = False, True
        page.save(update_fields=["live", "has_unpublished_changes"], clean=False)
    return lead_back(request, page, faults)


def lead_back(request: HttpRequest, page: Page, faults: list[Fault]) -> HttpResponse:
    """Say what to mend and lead to the editing view, or to the list of faults for who may not edit the page."""
    target = say(request, page, faults) or reverse("review:index")
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"step": "success", "redirect": target})
    return redirect(target)


def say(request: HttpRequest, page: Page, faults: list[Fault]) -> str:
    """Say what to mend on the next page; return where it can be, or nothing for who may not edit the page."""
    may_edit = page.permissions_for_user(request.user).can_edit()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk]) if may_edit else ""
    said = {"page": page, "faults": faults, "edit_url": address, "was_stopped": True}
    messages.error(request, render_to_string("cms/review/said_faults.html", said))
    return address


def _is_office(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("wagtailadmin_home"))
