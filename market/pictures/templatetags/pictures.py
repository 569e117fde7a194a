"""`{% picture product_image.original "fill-400x400" alt=product.title sizes="50vw" %}`: never an original."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html, format_html_join

from market.pictures.shown import renditions_of

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from market.pictures.models import Picture

register = template.Library()


@register.simple_tag
def picture(
    image: Picture | None, spec: str, *, alt: str, sizes: str = "", loading: str = "lazy", **attributes: str
) -> SafeString | str:
    """Write an <img> with its width and height, lazy, in two or three sizes; nothing when there is no picture.

    `alt` must be given; it is empty for decoration. Other attributes, such as class, are written as they are.
    """
    if not image:
        return ""
    shown, every = renditions_of(image, spec)
    extra = {"class": attributes.pop("class", ""), "sizes": sizes or f"{shown.width}px", **attributes}
    if len(every) > 1:
        extra["srcset"] = ", ".join(f"{each.url} {each.width}w" for each in every)
    else:
        extra.pop("sizes")
    rest = format_attributes(extra)
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}" loading="{}" decoding="async"{}>',
        shown.url, shown.width, shown.height, alt, loading, rest,
    )  # fmt: skip


def format_attributes(attributes: dict[str, str]) -> SafeString:
    """Return them as HTML, without the empty ones."""
    return format_html_join("", ' {}="{}"', ((name, value) for name, value in attributes.items() if value))
