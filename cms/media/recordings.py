"""Recordings are Wagtail's documents; only they have an address, and only where their collection is open to all."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

KINDS = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".opus": "audio/ogg", ".wav": "audio/wav"}
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
PIECE = 64 * 1024


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
        response = _answer(request, document.file.open("rb"), document.file.size, kind)
    except FileNotFoundError:
        raise Http404 from None
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'"
    response["Cache-Control"] = "public, max-age=86400"
    return response


def _answer(request: HttpRequest, file: IO[bytes], size: int, kind: str) -> HttpResponseBase:
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or not any(asked.groups()):
        return FileResponse(file, content_type=kind, headers={"Content-Length": str(size)})
    first, last = _bounds(asked[1], asked[2], size)
    if first > last:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    headers = {"Content-Range": f"bytes {first}-{last}/{size}", "Content-Length": str(last - first + 1)}
    return FileResponse(_part(file, first, last), status=206, content_type=kind, headers=headers)


def _bounds(start: str, end: str, size: int) -> tuple[int, int]:
    """Return the first and last byte asked for (RFC 9110, 14.1.2): `-500` are the last five hundred."""
    if not start:
        return max(0, size - int(end)), size - 1 if int(end) else -1
    return int(start), min(int(end), size - 1) if end else size - 1


def _part(file: IO[bytes], first: int, last: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        left = last - first + 1
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
