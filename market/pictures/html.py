"""The one way in which pages write a picture."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from market.pagecache.thrift import is_thrifty

if TYPE_CHECKING:
    from market.pictures.shown import Shown


def html_of(
    shown: Shown,
    *,
    alt: str,
    sizes: str = "",
    loading: str = "lazy",
    name: str = "",
    is_offered: bool = True,
    **attributes: str,
) -> SafeString:
    """Return a <picture> of AVIF and WebP with width, height and its colour; for whoever saves on data, a link to it.

    `alt` is empty for decoration, `name` says what the link leads to where it is; without `is_offered` whoever saves
    on data gets its words and no link, such as inside another one.
    """
    html = _picture(shown, alt=alt, sizes=sizes or f"{shown.width}px", loading=loading, attributes=attributes)
    if not is_thrifty.get():
        return mark_safe(html)  # noqa: S308  (everything in it is escaped, or an address of ours)
    room = f'<svg class="picture-offer__room" viewBox="0 0 {shown.width} {shown.height}" aria-hidden="true"></svg>'
    ground = f'class="picture-offer{ground_of(shown.colour)}"'
    if not is_offered:
        return mark_safe(f"<span {ground}>{room}{_hidden(alt)}</span>")  # noqa: S308
    size = f" · {max(1, round(shown.byte_count / 1000))}&nbsp;KB" if shown.byte_count else ""
    words = f"{escape(gettext('Lihat foto'))}{size}"
    tongue = f' lang="{escape(attributes["lang"])}"' if attributes.get("lang") and not name else ""
    named = _hidden(f": {name or alt}", tongue) if name or alt else ""
    return mark_safe(  # noqa: S308
        f'<a {ground} href="{shown.src}" data-picture>{room}<template>{html}</template>'
        f'<span class="picture-offer__words">{words}{named}</span></a>'
    )


def _hidden(words: str, tongue: str = "") -> str:
    """Return what is read aloud in place of a picture."""
    return f'<span class="visually-hidden"{tongue}>{escape(words)}</span>' if words else ""


def ground_of(colour: str) -> str:
    """Return the classes that paint a colour such as "a84" without a style attribute."""
    return f" ground r{colour[0]} g{colour[1]} b{colour[2]}" if colour else ""


def _picture(shown: Shown, *, alt: str, sizes: str, loading: str, attributes: dict[str, str]) -> str:
    classes = f"{attributes.pop('class', '')}{ground_of(shown.colour)}".strip()
    extra = "".join(f' {name}="{escape(value)}"' for name, value in {"class": classes, **attributes}.items() if value)
    ours = f' sizes="{escape(sizes)}" srcset="{shown.srcset}"' if shown.srcset else ""
    img = (
        f'<img{extra} src="{shown.src}" width="{shown.width}" height="{shown.height}" alt="{escape(alt)}"'
        f' loading="{loading}" decoding="async"{ours}>'
    )
    if not shown.avif:
        return img
    return f'<picture><source type="image/avif" sizes="{escape(sizes)}" srcset="{shown.avif}">{img}</picture>'
