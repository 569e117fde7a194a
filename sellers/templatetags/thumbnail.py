"""`{% thumbnail image.original alt="" %}`: the small picture that her lists and her phone show alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from market.pictures.templatetags.pictures import picture
from sellers.access import THUMBNAIL

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from market.pictures.models import Picture

register = template.Library()


@register.simple_tag
def thumbnail(image: Picture | None, *, alt: str) -> SafeString | str:
    """Write the small picture; nothing when there is none."""
    return picture(image, THUMBNAIL, alt=alt)
