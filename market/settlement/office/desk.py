"""Who sits at the money desk, and how its pages are put together."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from market.accounts.models import User
from market.accounts.roles import is_operator
from market.gateways.base import GatewayRefused, GatewayUnavailable, Standing
from market.gateways.registry import get_gateway
from market.settlement.models import Payment

View = Callable[..., HttpResponse]


def keeps_books(user: User | AnonymousUser) -> bool:
    """Return whether this is an operator for all regencies: the books are one for the whole market."""
    return isinstance(user, User) and is_operator(user) and user.regency_id is None


def at_money_desk(view: View) -> View:
    """Let only those through who keep the books; the second factor was asked for at the office's door."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not keeps_books(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return never_cache(checked)


def ask_gateway(payment: Payment) -> Standing | None:
    """Return how the gateway says that a payment stands now, if it answers."""
    try:
        return get_gateway(payment.gateway).status(payment.external_id)
    except (GatewayUnavailable, GatewayRefused, KeyError):
        return None


def private_photo(photo: FieldFile) -> FileResponse:
    """Return a photo out of the private store, and nothing that a browser could take for a page; 404 without one."""
    if not photo:
        raise Http404
    response = FileResponse(photo.open("rb"), content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    return response
