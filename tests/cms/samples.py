"""One of each block, as cms.blocks.bodies takes them, and the things that they show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from catalogue.models import Category, Product
from cms.models import DestinationPage
from cms.tree.actions import publish_destination
from market.pictures.models import Picture
from sellers.models import Producer
from tests.cms.conftest import make_picture
from tests.market.recordings.made import mp3
from tests.market.shop.goods import make_product, make_shop

Body = list[tuple[str, Any]]


@dataclass
class Things:
    """What a body may show."""

    product: Product
    maker: Producer
    category: Category
    place: DestinationPage
    picture: Picture

    @property
    def village(self) -> Any:
        return self.maker.village


def make_things() -> Things:
    """Return a product with its maker, category and village, a place to visit and a picture."""
    shop = make_shop()
    category = Category.add_root(name="Camilan", name_en="Snacks", slug="camilan-uji")
    product = make_product(shop)
    product.categories.add(category)
    return Things(product, shop.seller.producers.get(), category, make_place(), make_picture())


def make_place(title: str = "Danau Semayang", **words: Any) -> DestinationPage:
    """Return a published place with its translation."""
    told = {"lead": "Pesut dan burung di danau.", "village": None, "picture": None, "body": [], **words}
    told |= {name: Decimal(str(told[name])) for name in ("latitude", "longitude") if name in told}
    return publish_destination(
        title=title, title_en=f"{title} in English", lead_en="Dolphins and birds on the lake.", **told
    )


SOUND = mp3(0.1)


def make_recording(name: str = "sungai.mp3", data: bytes = SOUND) -> Any:
    """Return a document."""
    return get_document_model().objects.create(title="Bunyi sungai", file=ContentFile(data, name=name))


ROWS = [("2024", 320), ("2025", Decimal("410.5"))]

SAMPLES: dict[str, Callable[[Things], Any]] = {
    "text": lambda things: "<h2>Dari dapur</h2><p>Renyah &amp; gurih.</p>",
    "quote": lambda things: ("Hujan seminggu.", "Ibu Sari"),
    "facts": lambda things: {"title": "Sekilas", "rows": [("Musim", "Juni sampai September")]},
    "prices": lambda things: {"title": "Ongkos", "rows": [("Ketinting sehari", 350_000, "untuk 5 orang")]},
    "chart": lambda things: {"title": "Panen", "unit": "liter", "source": "Dinas Pertanian", "rows": ROWS},
    "picture": lambda things: {"picture": things.picture, "alt": "Ikan di kuali", "caption": "Pukul lima"},
    "gallery": lambda things: {"title": "Sehari", "pictures": [(things.picture, "Pagi"), (things.picture, "Malam")]},
    "video": lambda things: {
        "title": "Menggoreng",
        "address": "https://youtu.be/dQw4w9WgXcQ",
        "poster": things.picture,
        "about": "Minyak mendidih.",
    },
    "audio": lambda things: {"title": "Bunyi sungai", "recording": make_recording(), "about": "Air dan burung."},
    "product": lambda things: things.product,
    "products": lambda things: [things.product],
    "goods": lambda things: {"title": "Terbaru", "village": things.village, "number": 3},
    "maker": lambda things: things.maker,
    "call": lambda things: {"title": "Mau menginap?", "label": "Lihat tempatnya", "page": things.place},
    "village": lambda things: things.village,
    "place": lambda things: things.place,
    "map": lambda things: {"title": "Letaknya", "spots": [("Dermaga", -0.41, 116.98), ("Hulu", -0.2, 116.5)]},
    "itinerary": lambda things: {
        "title": "Sehari",
        "steps": [("05.00", "Dermaga", "Berangkat.", things.place), ("09.00", "Hulu", "Sarapan.")],
    },
}
"""By name of the block, what `cms.blocks.bodies` makes one of."""

TELLS = {
    "text": "Renyah & gurih.",
    "quote": "“Hujan seminggu.” – Ibu Sari",
    "facts": "Musim: Juni sampai September",
    "prices": "Ketinting sehari: Rp350.000, untuk 5 orang",
    "chart": "2025: 410,5 liter",
    "picture": "Ikan di kuali – Pukul lima",
    "gallery": "Gambar: Malam",
    "video": "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "audio": "Air dan burung.",
    "product": "Rp25.000 / bungkus",
    "products": "Rp25.000 / bungkus",
    "goods": "Rp25.000 / bungkus",
    "maker": "Dapur Bu Ros: amplang, Muara Kaman Ulu",
    "call": "Lihat tempatnya: Danau Semayang",
    "village": "Desa Muara Kaman Ulu, Kec. Muara Kaman",
    "place": "Danau Semayang: Pesut dan burung di danau.",
    "map": "1. Dermaga",
    "itinerary": "05.00: Dermaga. Berangkat.",
}
"""By name of the block, what the sample's text form says somewhere."""
