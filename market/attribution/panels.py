"""What a story has sold, on the page where it is edited."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel

from market.attribution import report


class SoldPanel(Panel):
    """Shows an editor what her page has sold since it stands; give it to the panels of a page model."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "attribution/office/sold_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            address = f"{reverse('attribution:index')}?story={self.instance.pk}"
            context = super().get_context_data(parent_context)
            return {**context, "sums": report.sold_by(self.instance), "address": address}
