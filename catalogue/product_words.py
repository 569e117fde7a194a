"""What the page of one product says, made ready for its frame (catalogue/frames.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.template.defaultfilters import linebreaks_filter, striptags, truncatechars
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.having import HAVING, has
from catalogue.links import link
from catalogue.managers import CARD_PICTURE, PAGE_PICTURE
from catalogue.models import Product
from catalogue.sizes import FEW, most_of
from catalogue.templatetags.storefront import weight
from catalogue.wording import is_translated
from market.pictures.html import html_of
from market.pictures.shown import shown_of
from market.rupiah.writing import rupiah

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from market.pictures.models import Rendition

UNITS, PACKAGINGS = dict(Product.Unit.choices), dict(Product.Packaging.choices)
PAGE_SIZES, THUMB_SIZES = "(min-width: 60rem) 38rem, 100vw", "4.5rem"
TEXTS = ("description", "how_made", "ingredients")


def shape_of(product: Product, *, shares_a_picture: bool, is_asked: bool) -> dict[str, Any]:
    """Return what decides how the page looks; `is_asked` where the address asks for something, such as a charge."""
    maker: Any = product.producer
    village: Any = product.village
    return {
        "title_lang": getattr(product.title, "lang", ""),
        **{f"has_{name}": bool(getattr(product, name)) for name in TEXTS},
        **{f"{name}_lang": getattr(getattr(product, name), "lang", "") for name in TEXTS},
        "has_price": product.lowest_price() is not None,
        "has_several_prices": product.has_several_prices(),
        "has_picture": shares_a_picture,
        "has_reviews": bool(product.review_count),
        "has_net_weight": bool(product.net_weight_g),
        "has_weight": bool(product.shipping_weight_g),
        "has_stock": product.has_stock(),
        "is_paused": product.seller.is_paused,  # type: ignore[union-attr]
        "has_sizes": product.is_parent,
        "has_maker_words": bool(maker.makes) and not is_translated(),  # nobody has said it in another language
        "is_few": most_of(product) <= FEW,
        "is_halal": product.is_halal,
        "is_made_to_order": product.is_made_to_order,
        "is_asked": is_asked,
        "ships_abroad": product.ships_abroad,
        "has_days": bool(product.shelf_life_days),
        "village_kind": village.kind,
        **{name: has(product, name) for name in HAVING},
    }


def words_of(product: Product, *, url: str) -> dict[str, Any]:
    """Return what the page writes; `url` is its whole address."""
    price = product.lowest_price()
    return {
        "title": product.title,
        "summary": summary_of(product),
        "description": linebreaks_filter(striptags(product.description)),
        "how_made": linebreaks_filter(striptags(product.how_made)),
        "ingredients": product.ingredients,
        "product_url": product.get_absolute_url(),
        "price": "" if price is None else rupiah(price),
        "unit": str(UNITS[product.unit_of_sale]),
        "packed": str(PACKAGINGS[product.packaging]),
        "net_weight": weight(product.net_weight_g or 0),
        "weight": weight(product.shipping_weight_g),
        "days": days_of(product.shelf_life_days or 0),
        "most": str(most_of(product)),
        "pictures": pictures_of(product),
        **_whose(product),
        **_addresses(product),
        **_passed_on(product, url),
    }


def summary_of(product: Product) -> str:
    """Return what lists of search engines say of it: its description, else who makes it and where."""
    said: str = truncatechars(striptags(product.description), 150)
    if said:
        return said
    maker, village = str(product.producer), getattr(product.village, "full_name", "")
    return f"{product.title}. " + _("Barang buatan %(shop)s dari %(place)s.") % {"shop": maker, "place": village}


def days_of(number: int) -> str:
    """Return for how long a product keeps."""
    return ngettext("%(days)s hari", "%(days)s hari", number) % {"days": number}


def share_words_of(picture: Rendition | None, url: str) -> dict[str, str]:
    """Return what is written of the picture that messengers show; `url` is its whole address."""
    width, height = (picture.width, picture.height) if picture else ("", "")
    return {"shared_picture": url, "shared_width": str(width), "shared_height": str(height)}


def pictures_of(product: Product) -> list[tuple[SafeString, SafeString]]:
    """Return each picture as it is swiped, the first at once, and as a thumb beneath."""
    pictures = []
    for number, image in enumerate(product.images.all(), start=1):
        alt = image.caption if image.caption and number > 1 else product.title
        loaded = {"loading": "eager"} if number == 1 else {}
        slide = html_of(shown_of(image.original, PAGE_PICTURE), alt=alt, sizes=PAGE_SIZES, **loaded)
        pictures.append((slide, image))
    if len(pictures) == 1:
        return [(slide, slide) for slide, _image in pictures]
    return [
        (slide, _thumb(image, _("Foto %(number)s") % {"number": number}))
        for number, (slide, image) in enumerate(pictures, start=1)
    ]


def _thumb(image: Any, alt: str) -> SafeString:
    return html_of(shown_of(image.original, CARD_PICTURE), alt=alt, sizes=THUMB_SIZES, is_offered=False)


def _addresses(product: Product) -> dict[str, str]:
    return {
        "add_url": link("basket:add", pk=product.pk),
        "keep_url": link("keeping:favourite", pk=product.pk),
        "wait_url": link("keeping:wait", pk=product.pk),
        "ask_url": link("sellers:ask", product_slug=product.slug, pk=product.pk),
        "charge_url": link("delivery_charge", pk=product.pk),
    }


def _passed_on(product: Product, url: str) -> dict[str, str]:
    """Return what is sent along when the address is passed on."""
    price, village = product.lowest_price(), getattr(product.village, "name", "")
    return {
        "canonical_url": url,
        "shared_words": truncatechars(striptags(product.description), 120),
        "shared_digits": "" if price is None else f"{price:.0f}",
        "sent_title": quote(product.title, safe=""),
        "sent_village": quote(village, safe=""),
        "sent_url": quote(url, safe=""),
    }


def _whose(product: Product) -> dict[str, str]:
    maker: Any = product.producer
    shop: Any = product.seller
    village: Any = product.village
    regency = village.district.regency
    return {
        "maker": maker.name,
        "makes": maker.makes,
        "shop": shop.name,
        "shop_url": link("sellers:shop", slug=shop.code),
        "paused": shop.pause_sentence(),
        "village": village.name,
        "village_url": link("sellers:village", code=village.pk),
        "place": village.full_name,
        "district": village.district.name,
        "regency": regency.short_name,
        "province": regency.province.name,
    }
