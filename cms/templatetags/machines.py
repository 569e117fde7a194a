"""What programs read of a page: `{% page_data page card %}` and its like as blocks that no browser runs, and
`{% share_words title description %}`, which names the address to keep and how it is shared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from catalogue.models import ProductImage
from catalogue.structured import absolute
from catalogue.templatetags.product_data import as_data_block
from cms.machines import structured
from market.pictures.cards import card_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.template import Context
    from wagtail.models import Page

    from catalogue.cards import Card
    from market.pictures.models import Picture, Rendition
    from market.regions.models import Village
    from sellers.models import Seller

register = template.Library()

SITE_CARD = "img/card.jpg"
"""1200 × 630: our name on the market's green."""


@register.inclusion_tag("components/share_words.html", takes_context=True)
def share_words(context: Context, title: str, description: str, card: Rendition | None = None) -> dict[str, Any]:
    """Write under which address a page is to be kept, of a list with the number of its page, and how it is shared."""
    request = context["request"]
    page = request.GET.get("page", "")
    further = f"?page={page}" if page.isdigit() and page != "1" else ""
    return {"title": title, "description": description, "card": card, "url": absolute(request.path) + further}


@register.simple_tag
def site_card() -> str:
    """Return the whole address of the picture that messengers show of what has none."""
    return absolute(static(SITE_CARD))


@register.simple_tag
def share_card(picture: Picture | None, goods: Sequence[Card] = ()) -> Rendition | None:
    """Return what messengers show of a page: 1200 × 630 JPEG, at most 300 KB.

    Without a picture of its own it is that of the first of its goods that has one.
    """
    if picture is None and (shown := next((card.pk for card in goods or () if card.picture), None)):
        image = ProductImage.objects.filter(product=shown).select_related("original").first()
        picture = image.original if image else None
    return card_of(picture) if picture else None


@register.simple_tag
def page_data(page: Page, card: Rendition | None = None) -> SafeString:
    """Write what a page tells of itself."""
    return _written(structured.data_of_page(page, card.full_url if card else ""))


@register.simple_tag
def shop_data(shop: Seller, card: Rendition | None = None) -> SafeString:
    """Write what a shop's page tells of itself."""
    return _written(structured.data_of_shop(shop, picture=card.full_url if card else ""))


@register.simple_tag
def village_data(village: Village, card: Rendition | None = None) -> SafeString:
    """Write what a village's page tells of itself."""
    return _written(structured.data_of_village(village, picture=card.full_url if card else ""))


def _written(told: list[dict[str, Any]]) -> SafeString:
    blocks: list[str] = [as_data_block(each) for each in told]
    return mark_safe("\n".join(blocks))  # noqa: S308  (each is escaped)
