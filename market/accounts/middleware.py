"""The office's inner door: who moves money or moderates comes in only with a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from market.accounts.proof import ask_proof, has_office_proof
from market.accounts.roles import needs_second_factor
from market.accounts.second_factor import is_set_up

OFFICE = "kelola/"
DOORS = {"kelola/login/", "kelola/logout/"}
"""The way in and the way out; everything else below /kelola/ is inside, also what a later release adds."""


class OfficeGuard:
    """Stands before every view below /kelola/, whichever app it is of. Who may see what there, the views decide."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Send away whoever has to prove a second factor and has not; lets all others pass on to the view."""
        match = request.resolver_match
        route = match.route if match else OFFICE
        if not route.startswith(OFFICE) or route in DOORS:
            return None
        if not needs_second_factor(request.user) or has_office_proof(request):
            return None
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            raise PermissionDenied
        back = ask_proof(request)
        if is_set_up(request.user):
            return back
        return HttpResponseRedirect(f"{reverse('mfa_index')}?{back['Location'].partition('?')[2]}")
