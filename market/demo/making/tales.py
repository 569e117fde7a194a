"""Publishes the stories and places with live products between their paragraphs."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from catalogue.models import Product
from cms.blocks.bodies import Part
from cms.tree.actions import publish_destination, publish_story, show_on_home
from market.demo.data.tales import Tale, places, stories
from market.demo.drawings.studio import Drawing
from market.demo.making.pictures import make_pictures
from market.demo.making.shops import pilot_regencies
from market.demo.making.story_blocks import Telling, drawings_of, more_parts
from market.pictures.models import Picture
from market.regions.models import Village

AUTHORS = ("Dewi, Diskominfo", "Arsip Desa", "Tim Cerita Hulu")


def make_tales(today: date, rng: Random) -> None:
    """Publish every story and place in Indonesian and English."""
    tales = [*stories(), *places()]
    pictures = make_pictures(drawing for tale in tales for drawing in (_drawing(tale), *drawings_of(tale.title)))
    regencies = pilot_regencies()
    for tale in places():  # first, as stories lead to them
        publish_destination(
            **_common(tale, pictures, rng),
            regency=regencies[tale.regency],
            how_to_get_there=tale.access,
            how_to_get_there_en=tale.access_en,
        )
    for index, tale in enumerate(stories()):
        publish_story(
            **_common(tale, pictures, rng),
            regency=regencies[tale.regency],
            topics=tale.topics,
            author=rng.choice(AUTHORS),
            date=today - timedelta(days=3 + index * 6),
        )
    show_on_home(picture=pictures[_drawing(places()[0])])


def _drawing(tale: Tale) -> Drawing:
    return Drawing(title=tale.title, seed=tale.title, kind=tale.kind)


def _common(tale: Tale, pictures: dict[Drawing, Picture], rng: Random) -> dict[str, Any]:
    goods = [product for name in tale.goods if (product := _on_sale(name, tale.regency))]
    villages = [product.village for product in goods if product.village]
    makers = [village for village in villages if village.district.regency_id == tale.regency]
    village = makers[0] if makers else rng.choice(list(Village.objects.filter(district__regency=tale.regency)))
    telling = Telling(tale.title, village, goods, pictures)
    return {
        "title": tale.title,
        "lead": tale.lead,
        "village": village,
        "picture": pictures[_drawing(tale)],
        "body": _body(tale.text, goods, more_parts(telling, "id")),
        "title_en": tale.title_en,
        "lead_en": tale.lead_en,
        "body_en": _body(tale.text_en, goods, more_parts(telling, "en")),
    }


def _on_sale(name: str, regency: str) -> Product | None:
    """Return goods of that name, from the regency if it has any."""
    found = Product.objects.on_sale().filter(title__startswith=name).order_by("pk")
    return found.filter(village__district__regency=regency).first() or found.first()


def _body(text: list[str], goods: list[Product], more: list[tuple[int, Part]]) -> list[Part]:
    """Put the products and other blocks between the paragraphs, what is left over of the products at the end."""
    parts: list[Part] = []
    waiting = list(goods)
    for number, paragraph in enumerate(text, 1):
        parts.append(("text", paragraph))
        if waiting:
            parts.append(("product", waiting.pop(0)))
        parts += [part for after, part in more if after == number]
    return parts + [("product", product) for product in waiting]
