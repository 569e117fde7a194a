"""The page for people who write programs, and what stands where nothing is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from market.opendata.api import api
from market.opendata.problems import SAID, problem
from market.pagecache.public import public_page


@require_safe
@public_page
def about(request: HttpRequest) -> HttpResponse:
    """Tell what can be asked, from the OpenAPI document itself."""
    root = reverse("api:api-root")
    paths = api.get_openapi_schema(path_prefix=root)["paths"]
    addresses = [
        {
            "path": path,
            "parameters": [one["name"] for one in told["get"].get("parameters", []) if one["in"] == "query"],
        }
        for path, told in paths.items()
    ]
    context = {
        "addresses": addresses,
        "root": request.build_absolute_uri(root),
        "document": request.build_absolute_uri(reverse("api:openapi-json")),
        "problems": [(kind, status, title, detail) for status, (kind, title, detail) in SAID.items()],
    }
    return render(request, "opendata/about.html", context)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Lead people who look at /api/v1/ to the page for them."""
    return redirect("opendata")


def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """Say that nothing is there, in JSON."""
    return problem(request, 404)
