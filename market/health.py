"""Two addresses for whoever watches the machine: /livez says that the process answers, /readyz that it can serve."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from django.core.cache import cache as shared_cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from market.outbox.models import Effect

LATE = timedelta(minutes=5)


@never_cache
def livez(request: HttpRequest) -> HttpResponse:
    """Answer 200 without touching anything else."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when pages can be served, else 503; a late queue or cache is told but keeps the shop open."""
    try:
        is_migrated = _is_migrated()
        late = Effect.objects.waiting().filter(due_at__lt=timezone.now() - LATE).count()
    except DatabaseError:
        return JsonResponse({"database": "unreachable"}, status=503)
    report = {
        "database": "ok",
        "migrations": "ok" if is_migrated else "missing",
        "cache": "ok" if _cache_answers() else "unreachable",
        "late_effects": late,
    }
    return JsonResponse(report, status=200 if is_migrated else 503)


def _is_migrated() -> bool:
    """Are all migrations applied? Asked until it is so, then remembered for the life of this process."""
    connection.ensure_connection()
    try:
        return _require_migrated()
    except LookupError:
        return False


@cache
def _require_migrated() -> bool:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise LookupError("unapplied migrations")
    return True


def _cache_answers() -> bool:
    try:
        shared_cache.set("readyz", 1, 10)
        return bool(shared_cache.get("readyz") == 1)
    except Exception:  # noqa: BLE001 (each cache engine has errors of its own, and none may close the shop)
        return False
