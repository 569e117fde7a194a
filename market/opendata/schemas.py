"""What may be asked, and what is answered. Prices in whole rupiah, weights in grams, times in UTC (ISO 8601)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

LARGEST = 2_147_483_647
VILLAGE = r"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}$"
REGENCY = r"^[0-9]{2}\.[0-9]{2}$"
SLUG = r"^[a-zA-Z0-9_-]{1,100}$"
Language = Literal["id", "en"]


class Asked(Schema):
    """What every address takes."""

    lang: Language = Field("id", description="Language of names, texts, problems and links.")


class List(Asked):
    """What every list takes."""

    limit: int = Field(24, ge=1, le=100, description="Rows of one answer.")


class NumberedList(List):
    after: int = Field(0, ge=0, le=LARGEST, description="The last `id` that you have; `next` leads on by it.")


class PlacedList(NumberedList):
    village: str | None = Field(None, pattern=VILLAGE, description="Official code, such as 64.02.05.2001.")
    regency: str | None = Field(None, pattern=REGENCY, description="Official code, such as 64.02.")


class ProductList(PlacedList):
    category: str | None = Field(None, pattern=SLUG, description="Slug of a category; those below it count too.")
    maker: int | None = Field(None, ge=1, le=LARGEST, description="Id of a maker.")
    q: str | None = Field(None, max_length=100, description="Words, read as the site's own search reads them.")


class VillageList(List):
    after: str | None = Field(None, pattern=VILLAGE, description="The last `code` that you have.")
    regency: str | None = Field(None, pattern=REGENCY, description="Official code, such as 64.02.")


class Picture(Schema):
    url: str
    width: int
    height: int


class VillageName(Schema):
    """A village, by its official code."""

    code: str
    name: str
    full_name: str
    url: str


class Shop(Schema):
    slug: str
    name: str
    url: str


class Size(Schema):
    id: int
    name: str
    price: int = Field(description="Whole rupiah.")
    is_available: bool


class MakerName(Schema):
    id: int
    name: str


class Product(Schema):
    id: int
    url: str
    title: str
    title_language: Language = Field(description="`id` where staff have not written it in the language asked for.")
    description: str
    description_language: Language
    how_made: str
    ingredients: str
    unit: str
    unit_name: str
    price_from: int | None = Field(description="Whole rupiah, of the cheapest size.")
    price_to: int | None = Field(description="Whole rupiah, of the dearest size.")
    is_available: bool
    sizes: list[Size] = Field(description="Empty for goods of one size.")
    net_weight_g: int | None
    shelf_life_days: int | None
    is_made_to_order: bool
    is_halal: bool = Field(description="Staff have seen its halal certificate.")
    ships_abroad: bool
    categories: list[str] = Field(description="Slugs.")
    maker: MakerName
    shop: Shop
    village: VillageName
    pictures: list[Picture]
    updated_at: datetime


class Maker(Schema):
    id: int
    name: str
    makes: str
    story: str
    shop: Shop
    village: VillageName
    picture: Picture | None


class Village(VillageName):
    kind: str
    district: str
    regency: str
    regency_code: str


class Category(Schema):
    id: int
    slug: str
    name: str
    parent: str | None = Field(description="Slug of the category above.")
    url: str


class Tale(Schema):
    """A story, or a place worth the journey."""

    id: int
    url: str
    title: str
    lead: str
    village: VillageName | None
    regency_code: str | None
    picture: Picture | None
    updated_at: datetime | None


class Story(Tale):
    date: date
    author: str
    topics: list[str] = Field(description="Codes, as `/cerita/?tema=` takes them.")


class WholeStory(Story):
    text: str = Field(description="What it tells, without tags; goods with their price and stock of this moment.")


class Place(Tale):
    how_to_get_there: str


class Products(Schema):
    items: list[Product]
    next: str | None = Field(description="Address of the next rows; null at the end.")


class Makers(Schema):
    items: list[Maker]
    next: str | None


class Villages(Schema):
    items: list[Village]
    next: str | None


class Categories(Schema):
    items: list[Category]
    next: str | None


class Stories(Schema):
    items: list[Story]
    next: str | None


class Places(Schema):
    items: list[Place]
    next: str | None
