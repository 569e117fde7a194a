"""Renditions that a worker makes: AVIF takes a second and more, which no page may wait for."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.utils import timezone
from wagtail.images.models import Filter

from market.outbox.actions import record_effects
from market.outbox.models import Effect
from market.outbox.registry import carries_out
from market.pagecache.version import raise_version
from market.pictures.models import Picture
from market.pictures.shown import SIZE, files_of

RENDER = "pictures.render"


def ask_for(picture: Picture, *specs: str) -> None:
    """Let all files of a picture that pages name for these specs be made soon; nothing waits for it."""
    wanted = {_key(picture, spec): {"picture": picture.pk, "spec": spec} for spec in specs if SIZE.match(spec)}
    if wanted:
        record_effects(kind=RENDER, payloads=wanted)


@carries_out(RENDER)
def render(payload: dict[str, Any], *, key: str) -> None:
    """Make the files that are missing; when none is left to begin with, let the pages be made anew with them."""
    picture = Picture.objects.filter(pk=payload["picture"]).first()
    if picture is not None:
        picture.get_renditions(*files_of(payload["spec"]))
    # Whoever has another in hand looks here after it; one that is tried again later holds nobody up.
    if not Effect.objects.free(timezone.now()).filter(kind=RENDER).exclude(key=key).exists():
        raise_version()


def _key(picture: Picture, spec: str) -> str:
    """Return what names the work: another file or another focus is other work."""
    focus = Filter(spec=spec).get_cache_key(picture)
    return ":".join((RENDER, PurePath(str(picture.file.name)).stem, focus, spec))
