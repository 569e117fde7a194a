"""/api/v1/: ninja's addresses, each behind our door."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path, re_path

from market.opendata.api import api
from market.opendata.door import door
from market.opendata.views import nowhere, start

app_name = "api"


def _ours(pattern: Any) -> URLPattern:
    route = str(pattern.pattern)
    view = start if pattern.name == "api-root" else door(pattern.callback, route)
    return path(route, view, name=pattern.name)


urlpatterns = [*map(_ours, api.urls[0]), re_path(r"^(?P<rest>[\s\S]*)$", door(nowhere, None), name="nowhere")]
