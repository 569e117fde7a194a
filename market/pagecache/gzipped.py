"""What is made for one person goes out compressed as well; public pages are compressed as they are kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXT = ("text/", "application/json", "application/manifest+json")


class GzipText(GZipMiddleware):
    """Django's own, with the bytes at random that hide a page's length; pictures, files and streams pass untouched."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        """Return the answer, compressed where it is text and the browser takes it so."""
        if response.streaming or not response.get("Content-Type", "").startswith(TEXT):
            return response
        return super().process_response(request, response)
