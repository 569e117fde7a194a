"""The matches for an area picker, as JSON: public, small, the same for everybody, so caches may keep them."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from market.regions.fields import MOST_MATCHES
from market.regions.models import District, Village
from market.regions.querysets import DistrictQuerySet, VillageQuerySet

AN_HOUR = 3600


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def villages(request: HttpRequest) -> JsonResponse:
    """Answer [{code, name}] for `?q=`; with `anggota=1` only villages of regencies that take part."""
    return _answer(request, Village.objects.all())


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def districts(request: HttpRequest) -> JsonResponse:
    """Answer [{code, name}] for `?q=`; with `anggota=1` only districts of regencies that take part."""
    return _answer(request, District.objects.all())


def _answer(request: HttpRequest, areas: VillageQuerySet | DistrictQuerySet) -> JsonResponse:
    if request.GET.get("anggota") == "1":
        areas = areas.of_members()
    found = areas.search(request.GET.get("q", ""), limit=MOST_MATCHES)
    return JsonResponse([{"code": area.code, "name": area.full_name} for area in found], safe=False)
