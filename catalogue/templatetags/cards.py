"""`{% product_cards products level=2 %}`: the cards of a list, from components/product_card_shape.html.

A card has a dozen words in the same places. So the template is rendered once for each of its shapes (with a price or
without, sold out, in English …) with marks where words stand, and each card is that frame with its own words. It
depends on nothing but what it says, so one that was written lately is not written again.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from catalogue.frames import marks, text_of
from catalogue.templatetags.storefront import unbroken
from market.pagecache.thrift import is_thrifty
from market.pictures.html import html_of
from market.rupiah.writing import rupiah

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalogue.cards import Card

register = template.Library()

TEMPLATE = "components/product_card_shape.html"
SIZES = "(min-width: 48rem) 16rem, 45vw"
IN_SIGHT = 2
"""On a phone; what comes at once keeps the styles waiting on a slow network."""
WORDS = ("title", "url", "unit", "village", "district", "price", "picture")


class Shape(NamedTuple):
    """What of the template's conditions holds for a card."""

    language: str | None
    level: int
    lang: str
    has_price: bool
    has_several_prices: bool
    has_stock: bool
    is_paused: bool


@register.simple_tag
def product_cards(products: Iterable[Card], level: int | str = 3, in_sight: int | str = IN_SIGHT) -> SafeString:
    """Write cards as items of a list; the pictures of the first few, `in_sight`, are fetched at once."""
    language, height, most = get_language(), int(level or 3), int(in_sight)
    return mark_safe(  # noqa: S308  (every word in it is escaped)
        "\n".join(
            f"<li>{_card(card, language, height, is_in_sight=number < most)}</li>"
            for number, card in enumerate(products)
        )
    )


@register.simple_tag
def product_card(product: Card, level: int | str = 3) -> SafeString:
    """Write one card."""
    return mark_safe(_card(product, get_language(), int(level or 3), is_in_sight=False))  # noqa: S308


def _card(card: Card, language: str | None, level: int, *, is_in_sight: bool) -> str:
    return _html(card, getattr(card.title, "lang", ""), language, level, is_in_sight, is_thrifty.get())


@lru_cache(maxsize=2048)
def _html(card: Card, lang: str, language: str | None, level: int, is_in_sight: bool, _is_thrifty: bool) -> str:
    """Return a card; `lang` is its title's, of which only the words are compared."""
    has_price = card.lowest_price is not None
    states = (has_price, card.has_several_prices, card.has_stock, card.is_paused)
    shape = Shape(language, level, lang, *states)
    loading, picture = "eager" if is_in_sight else "lazy", card.picture
    words = {
        "title": escape(unbroken(card.title)),
        "url": escape(card.url),
        "unit": escape(card.unit),
        "village": escape(card.village),
        "district": escape(card.district),
        "price": rupiah(card.lowest_price) if card.lowest_price is not None else "",
        "picture": html_of(picture, alt="", name=card.title, sizes=SIZES, loading=loading) if picture else "",
    }
    return _frame(shape) % words


@lru_cache(maxsize=512)
def _frame(shape: Shape) -> str:
    """Return the template's text for cards of one shape."""
    product = SimpleNamespace(**marks(WORDS), **shape._asdict())
    return text_of(render_to_string(TEMPLATE, {"product": product, "level": shape.level}).strip())
