"""Follows oscar.core.thumbnails.AbstractThumbnailer (4.2): Oscar's thumbnails are Wagtail's renditions."""

from __future__ import annotations

from typing import Any

from oscar.core.thumbnails import AbstractThumbnailer

from market.pictures.models import Picture


class RenditionThumbnailer(AbstractThumbnailer):
    def generate_thumbnail(self, source: Any, **opts: Any) -> Any:
        """Return something with a `url`, at most as large as `size` ("70x70", "70x" or "x70")."""
        if not isinstance(source, Picture):
            return source
        width, _, height = str(opts["size"]).partition("x")
        if width and height:
            return source.get_rendition(f"max-{width}x{height}")
        return source.get_rendition(f"width-{width}" if width else f"height-{height}")

    def delete_thumbnails(self, source: Any) -> None:
        """Do nothing: renditions go with their picture."""
