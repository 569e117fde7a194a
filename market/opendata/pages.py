"""A list is read on from the last row that the reader has: one row more than asked tells whether there is a next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from market.opendata.schemas import List


def rows_of(
    request: HttpRequest, found: QuerySet, asked: List, tell: Callable[[Any], dict[str, Any]], key: str = "id"
) -> dict[str, Any]:
    """Return one answer of a list, ordered by its primary key, with the address of the next."""
    after = asked.after  # type: ignore[attr-defined]
    wanted = (found.filter(pk__gt=after) if after else found).order_by("pk")
    rows = list(wanted[: asked.limit + 1])
    items = [tell(row) for row in rows[: asked.limit]]
    return {"items": items, "next": _next(request, items[-1][key]) if len(rows) > asked.limit else None}


def _next(request: HttpRequest, last: object) -> str:
    query = request.GET.copy()
    query["after"] = str(last)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
