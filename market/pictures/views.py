"""Published pictures, for a house that serves its own media. Originals have no address at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest

NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*\.(avif|webp|jpg|png)")
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}


@require_safe
def rendition(request: HttpRequest, name: str) -> FileResponse:
    """Answer one rendition as an image and as nothing else; its name changes with its content, so it may be kept."""
    if not (match := NAME.fullmatch(name)) or not default_storage.exists(f"images/{name}"):
        raise Http404
    response = FileResponse(default_storage.open(f"images/{name}"), content_type=TYPES[match[1]])
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'"
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
