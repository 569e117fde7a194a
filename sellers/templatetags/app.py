"""What the seller app's scripts are told by the pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django import template

from market.offline.app import SHARED_SCRIPTS
from market.recordings.reading import MOST_SECONDS
from sellers.rules import rules_of
from sellers.sync.kinds import known_kinds

if TYPE_CHECKING:
    from django import forms

register = template.Library()


@register.filter
def rules(form: forms.Form) -> str:
    """Return what the app may check before it sends a form, as JSON."""
    return json.dumps(rules_of(form), ensure_ascii=False, separators=(",", ":"))


@register.simple_tag
def shared_scripts() -> list[str]:
    """Return the scripts that pages of the app share with the service worker, in their order."""
    return [f"js/{name}.js" for name in SHARED_SCRIPTS]


@register.simple_tag
def most_seconds() -> int:
    """Return how long a recording may be."""
    return MOST_SECONDS


@register.simple_tag
def kinds() -> str:
    """Return the kinds of operations that may go through the queue."""
    return " ".join(known_kinds())
