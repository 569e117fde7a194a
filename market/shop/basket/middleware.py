"""Tells the header of public pages, through two cookies, what those pages may not have in them."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, empty

from market.accounts.signed_in import renew_in_time
from market.pagecache.public import SIGNED_IN, is_public
from market.shop.basket.models import Basket, Line

COUNT = "basket_count"


class HeaderCookies:
    """Keeps `basket_count` and `signed_in` true; `static/js/header.js` reads them. Neither opens anything."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not is_public(request):
            changed = request.session.accessed and _say_who(request, response)
            if changed or _was_read(request.basket):
                _say(request, response, COUNT, _goods_in(request))
        return response


def _say_who(request: HttpRequest, response: HttpResponse) -> bool:
    """Say whether somebody is signed in; while the session is in use both last on together."""
    value = _signed_in(request)
    is_renewed = bool(value) and renew_in_time(request, now=timezone.now())
    return _say(request, response, SIGNED_IN, value, again=is_renewed)


def _signed_in(request: HttpRequest) -> str:
    """Return the number of the account that is signed in, so that a shared phone knows at once whose turn it is."""
    return str(request.session.get(SESSION_KEY, ""))


def _was_read(basket: SimpleLazyObject) -> bool:
    return not isinstance(basket, SimpleLazyObject) or basket._wrapped is not empty


def _goods_in(request: HttpRequest) -> str:
    """Return how many pieces the basket holds: as the page has read it, or asked again after a change."""
    basket = request.basket
    if not basket.pk:
        return ""
    if request.method != "POST":
        return str(sum(line.quantity for line in basket.all_lines()) or "")
    lines = Line.objects.filter(basket=basket.pk, basket__status=Basket.OPEN)  # none once it has been bought
    return str(lines.aggregate(pieces=Sum("quantity"))["pieces"] or "")


def _say(request: HttpRequest, response: HttpResponse, name: str, value: str, *, again: bool = False) -> bool:
    """Set or delete the cookie when it says something else, or shall last `again`; return whether it did."""
    if request.COOKIES.get(name, "") == value and not again:
        return False
    if value:
        age = settings.OSCAR_BASKET_COOKIE_LIFETIME if name == COUNT else settings.SESSION_COOKIE_AGE
        response.set_cookie(name, value, max_age=age, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax")
    else:
        response.delete_cookie(name, samesite="Lax")
    return True
