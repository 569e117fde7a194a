"""Recordings are Wagtail's documents; only they have an address, and only where their collection is open to all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction

from market.recordings.answering import answer_recording

if TYPE_CHECKING:
    from django.http import HttpRequest

KINDS = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".opus": "audio/ogg", ".wav": "audio/wav"}


def is_recording(filename: str) -> bool:
    """Say whether a file is of a kind that browsers play."""
    return kind_of(filename) is not None


def kind_of(filename: str) -> str | None:
    """Return the content type of a recording by the end of its name."""
    return next((kind for end, kind in KINDS.items() if filename.lower().endswith(end)), None)


@require_safe
def recording(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponseBase:
    """Answer a recording or the part of it that is asked for, as players do; every other document is not there."""
    closed = CollectionViewRestriction.objects.values("collection")
    documents = get_document_model().objects.exclude(collection__in=closed)
    document = get_object_or_404(documents, pk=document_id)
    kind = kind_of(document.filename)
    if kind is None or document.filename != document_filename:
        raise Http404
    try:
        response = answer_recording(request, document.file.open("rb"), document.file.size, kind)
    except FileNotFoundError:
        raise Http404 from None
    response["Cache-Control"] = "public, max-age=86400"
    return response
