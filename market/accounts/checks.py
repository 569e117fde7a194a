"""The demo's open door must not be open in production."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security)
def check_demo_code(app_configs: Any, **kwargs: Any) -> list[Error]:
    """A fixed sign-in code belongs to the demo alone."""
    if settings.DEMO_SIGN_IN_CODE and not settings.DEMO:
        return [
            Error("Unset DEMO_SIGN_IN_CODE outside the demo: it lets anybody sign in as anybody", id="accounts.E001")
        ]
    return []
