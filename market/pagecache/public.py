"""What makes a page public: the same for everybody, with nothing in it of who looks."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator

SIGNED_IN = "signed_in"
"""A cookie that scripts may read; it opens nothing, and only says which link the header shows."""

MAKE_IT_PERSONAL = (SIGNED_IN, CookieStorage.cookie_name)
View = Callable[..., HttpResponseBase]


def may_be_public(request: HttpRequest) -> bool:
    """Can this request be answered with what everybody gets?

    Not when somebody is signed in or has a message waiting, and not when Wagtail previews a draft at a page's address.
    """
    if request.method not in ("GET", "HEAD") or getattr(request, "is_dummy", False):
        return False
    return not any(request.COOKIES.get(name) for name in MAKE_IT_PERSONAL)


def public_page(view: View) -> View:
    """Decorate a view whose page is the same for everybody; templates ask `request.is_public`.

    Such a page reads no session, no account and no basket, and has no form with a token.
    """

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.is_public = may_be_public(request)  # type: ignore[attr-defined]
        response = view(request, *args, **kwargs)
        if not request.is_public:  # type: ignore[attr-defined]
            patch_cache_control(response, private=True, no_cache=True)
        return response

    shown.is_public_page = True  # type: ignore[attr-defined]
    return shown


def is_public(request: HttpRequest) -> bool:
    """Is this request being answered with a public page?"""
    return bool(getattr(request, "is_public", False))


class PublicPage:
    """A mixin for Wagtail pages that are the same for everybody."""

    @method_decorator(public_page)
    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Serve the page as a public one."""
        return super().serve(request, *args, **kwargs)  # type: ignore[misc]
