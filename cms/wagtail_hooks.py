"""What the back office learns from us."""

from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from cms.choosers import product_chooser


@hooks.register("register_admin_viewset")
def register_choosers() -> list[ViewSet]:
    """Let forms and blocks pick products."""
    return [product_chooser]


@hooks.register("insert_editor_js")
def wait_for_autosave() -> SafeString:
    """Let "Terbitkan" wait for a save that is on its way."""
    return format_html('<script type="module" src="{}"></script>', static("js/office/autosave.js"))
