"""`{% picture product_image.original "fill-400x400" alt=product.title sizes="50vw" %}`: never an original."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.translation import get_language

from market.pictures.html import html_of
from market.pictures.shown import Shown, shown_of

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from market.pictures.models import Picture

register = template.Library()


@register.filter
def tongue(described: str) -> str:
    """Return the language of a picture's description, "id", on pages of another one; it is written once for all."""
    return "id" if described and get_language() != "id" else ""


@register.simple_tag
def picture(
    image: Picture | Shown | None,
    spec: str = "",
    *,
    alt: str,
    sizes: str = "",
    loading: str = "lazy",
    name: str = "",
    is_offered: bool = True,
    **attributes: str,
) -> SafeString | str:
    """Write a picture with its width, height and colour, lazy, in AVIF and WebP; nothing when there is none.

    `image` is a Picture, which needs a `spec`, or a `Shown`. `alt` must be given; it is empty for decoration. Other
    attributes, such as class, are written as they are. See `html_of` for `name` and `is_offered`.
    """
    if not image:
        return ""
    shown = image if isinstance(image, Shown) else shown_of(image, spec)
    return html_of(shown, alt=alt, sizes=sizes, loading=loading, name=name, is_offered=bool(is_offered), **attributes)
