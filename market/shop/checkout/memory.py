"""What a visitor's session remembers of the checkout: what was typed and chosen, and for which basket."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

KEY = "checkout"


def remembered(request: HttpRequest) -> dict[str, Any]:
    """Return what is remembered: `contact`, `choices` and `basket`, each only once it is known."""
    return request.session.get(KEY, {})


def remember(request: HttpRequest, **things: Any) -> None:
    """Remember these things beside the others; the session is written only when something is new."""
    before = remembered(request)
    after = {**before, **things}
    if after != before:
        request.session[KEY] = after
