"""What is told of each thing: what its public page shows, and nothing else. No phone, no count of stock."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import strip_tags

from catalogue.managers import PAGE_PICTURE
from catalogue.models import Category, Product
from catalogue.wording import said_of
from cms.blocks import body_text
from cms.models import DestinationPage, StoryPage
from market.pictures.models import Picture
from market.pictures.shown import shown_of
from market.regions.models import Village
from market.shop.partner.models import Partner
from sellers.models import Producer

TALE_PICTURE = "fill-480x320"
PORTRAIT = "fill-400x400"
Row = dict[str, Any]


class Telling:
    """Tells of things to one reader, whose request says on which host and in which language."""

    def __init__(self, request: HttpRequest, language: str) -> None:
        self.request, self.language = request, language

    def product(self, product: Product) -> Row:
        """Return a product with its sizes."""
        title, text = said_of(product, "title"), said_of(product, "description")
        offers = product.offers()
        prices = [int(offer.price) for offer in offers]
        return {
            "id": product.pk,
            "url": self._absolute(product.get_absolute_url()),
            "title": title,
            "title_language": title.lang or self.language,
            "description": strip_tags(text),
            "description_language": text.lang or self.language,
            "how_made": strip_tags(said_of(product, "how_made")),
            "ingredients": str(said_of(product, "ingredients")),
            "unit": product.unit_of_sale,
            "unit_name": str(product.get_unit_of_sale_display()),
            "price_from": min(prices, default=None),
            "price_to": max(prices, default=None),
            "is_available": not product.seller.is_paused and any(offer.net_stock_level > 0 for offer in offers),
            "sizes": [size for child in product.children.all() for size in self._sizes(child, product.seller)],
            **{name: getattr(product, name) for name in ("net_weight_g", "shelf_life_days")},
            **{name: getattr(product, name) for name in ("is_made_to_order", "is_halal", "ships_abroad")},
            "categories": [category.slug for category in product.categories.all()],
            "maker": {"id": product.producer_id, "name": product.producer.name},
            "shop": self.shop(product.seller),
            "village": self.village_name(product.village),
            "pictures": [self.picture(image.original, PAGE_PICTURE) for image in product.images.all()],
            "updated_at": product.date_updated,
        }

    def _sizes(self, child: Product, shop: Partner) -> list[Row]:
        name = str(said_of(child, "title"))
        return [
            {
                "id": child.pk,
                "name": name,
                "price": int(offer.price),
                "is_available": not shop.is_paused and offer.net_stock_level > 0,
            }
            for offer in child.stockrecords.all()
            if offer.price is not None
        ]

    def maker(self, maker: Producer) -> Row:
        """Return who makes; her phone is nobody's business."""
        return {
            "id": maker.pk,
            "name": maker.name,
            "makes": maker.makes,
            "story": maker.story,
            "shop": self.shop(maker.seller.partner),
            "village": self.village_name(maker.village),
            "picture": self.picture(maker.portrait, PORTRAIT),
        }

    def village(self, village: Village) -> Row:
        """Return a village with what is above it."""
        regency = village.district.regency
        return {
            **self.village_name(village),
            "kind": village.kind,
            "district": village.district.name,
            "regency": regency.name,
            "regency_code": regency.pk,
        }

    def category(self, category: Category, above: dict[str, str]) -> Row:
        """Return a kind of goods; `above` has slugs by path."""
        return {
            "id": category.pk,
            "slug": category.slug,
            "name": category.local_name(),
            "parent": above.get(category.path[: -category.steplen]),
            "url": self._absolute(category.get_absolute_url()),
        }

    def story(self, page: StoryPage) -> Row:
        """Return a story."""
        return {**self._tale(page), "date": page.date, "author": page.author, "topics": page.topics}

    def whole_story(self, page: StoryPage) -> Row:
        """Return a story with its text."""
        return {**self.story(page), "text": body_text(page.body)}

    def place(self, page: DestinationPage) -> Row:
        """Return a place worth the journey."""
        return {**self._tale(page), "how_to_get_there": page.how_to_get_there}

    def _tale(self, page: StoryPage | DestinationPage) -> Row:
        return {
            "id": page.pk,
            "url": self._absolute(page.get_url(self.request)),
            "title": page.title,
            "lead": page.lead,
            "village": self.village_name(page.village) if page.village else None,
            "regency_code": page.regency_id,
            "picture": self.picture(page.picture, TALE_PICTURE),
            "updated_at": page.last_published_at,
        }

    def shop(self, partner: Partner) -> Row:
        """Return a shop by name and address."""
        return {"slug": partner.code, "name": partner.name, "url": self._there("sellers:shop", slug=partner.code)}

    def village_name(self, village: Village) -> Row:
        """Return a village by name and address."""
        address = self._there("sellers:village", code=village.pk)
        return {"code": village.pk, "name": village.name, "full_name": village.full_name, "url": address}

    def picture(self, picture: Picture | None, spec: str) -> Row | None:
        """Return where a picture is and how large; its original has no address."""
        if picture is None:
            return None
        shown = shown_of(picture, spec)
        return {"url": self._absolute(shown.src), "width": shown.width, "height": shown.height}

    def _there(self, name: str, **arguments: object) -> str:
        return self._absolute(reverse(name, kwargs=arguments))

    def _absolute(self, address: str) -> str:
        return self.request.build_absolute_uri(address) if address.startswith("/") else address
