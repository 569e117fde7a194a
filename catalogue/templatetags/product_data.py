"""`{{ product_data|as_data_block }}`: what search engines read, as a block that no browser runs."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
"""As Django's `json_script`: nothing that sellers write ends the block."""


@register.filter
def as_data_block(data: dict[str, Any]) -> SafeString:
    """Write the data as JSON-LD, which a policy of scripts does not stop as it is never run."""
    written = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # noqa: S308 (escaped above)
