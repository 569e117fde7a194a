"""A group of fields that only the home pages of regencies have."""

from __future__ import annotations

from wagtail.admin.panels import MultiFieldPanel


class OnlyOfRegencies(MultiFieldPanel):
    """Shown where the page belongs to a regency."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            """Say whether this is such a page."""
            return bool(self.instance.regency_id) and super().is_shown()
