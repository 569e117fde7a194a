"""What the back office learns from us."""

from __future__ import annotations

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from cms.choosers import product_chooser


@hooks.register("register_admin_viewset")
def register_choosers() -> list[ViewSet]:
    """Let forms and blocks pick products."""
    return [product_chooser]
