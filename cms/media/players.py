"""Pages with videos may show their players in a frame; all others may show nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cms.media.videos import FRAMES


def let_players_in(request: HttpRequest) -> None:
    """Note that the page that answers this request shows a video."""
    request.shows_videos = True  # type: ignore[attr-defined]


class Players:
    """A middleware within that of the content security policy, which it tells of the players."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "shows_videos", False):
            update = getattr(response, "_csp_update", {})
            response._csp_update = {**update, "frame-src": sorted(FRAMES.values())}  # type: ignore[attr-defined]
        return response
