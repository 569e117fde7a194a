"""A recording, or the part of it that a player asks for: as audio and as nothing else."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

from django.http import FileResponse, HttpResponse, HttpResponseBase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
PIECE = 64 * 1024


def answer_recording(request: HttpRequest, file: IO[bytes], size: int, kind: str) -> HttpResponseBase:
    """Return the answer to a request for an open file of `size` bytes and the content type `kind`."""
    response = _answer(request, file, size, kind)
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'"
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
