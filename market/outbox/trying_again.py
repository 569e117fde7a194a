"""/kelola/efek/…/coba-lagi/: somebody has mended the cause and takes a parked effect off its parking place."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.permissions import policy_registry

from market.outbox.actions import try_again
from market.outbox.models import Effect


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show why an effect was parked; on POST let it be carried out anew. For who may see the list."""
    if not policy_registry.get_by_type(Effect).user_has_permission(request.user, "view"):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "outbox/try_again.html", {"effect": get_object_or_404(Effect.objects.parked(), pk=pk)})
    with transaction.atomic():
        is_freed = try_again(effect_id=pk)
    if is_freed:
        messages.success(request, "Efek ini akan dikerjakan lagi sebentar lagi.")
    else:
        messages.warning(request, "Efek ini tidak diparkir lagi.")
    return redirect("efek:index")
