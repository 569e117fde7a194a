"""What everybody may read, with all that is told of it at hand: as many queries for a hundred as for one."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from catalogue.managers import PAGE_PICTURE
from catalogue.models import Category, Product
from catalogue.wording import is_translated
from cms.models import DestinationPage, StoryPage
from market.open_pages import open_pages
from market.opendata.schemas import PlacedList, ProductList
from market.opendata.telling import PORTRAIT, TALE_PICTURE
from market.pictures.shown import with_pictures
from market.regions.models import Village
from market.shop.search.finding import entries_for
from market.shop.search.reading import read
from sellers.models import Producer


def products() -> QuerySet[Product]:
    """Return all goods on sale."""
    translations = ["translations", "children__translations"] if is_translated() else []
    return (
        Product.objects.on_sale()
        .select_related("village__district__regency", "producer", "seller")
        .prefetch_related(
            "images",
            with_pictures("images__original", PAGE_PICTURE),
            "categories",
            "stockrecords",
            Prefetch("children", Product.objects.public().order_by("pk")),
            "children__stockrecords",
            *translations,
        )
    )


def products_for(asked: ProductList) -> QuerySet[Product]:
    """Return the goods that somebody asks for."""
    found = products()
    if asked.category:
        category = Category.objects.browsable().filter(slug=asked.category).first()
        found = found.in_category(category) if category else found.none()
    if asked.maker:
        found = found.filter(producer=asked.maker)
    if asked.village:
        found = found.filter(village=asked.village)
    if asked.regency:
        found = found.filter(village__district__regency=asked.regency)
    return found.filter(pk__in=_with_words(asked.q)) if asked.q else found


def _with_words(typed: str) -> QuerySet:
    """Return the numbers of goods that have all the words."""
    reading = read(typed.replace("\x00", ""))
    found = entries_for(reading).filter(kind="product")
    return (found if reading.wishes else found.none()).values("object_id")


def makers(village: str | None = None, regency: str | None = None) -> QuerySet[Producer]:
    """Return the makers whose shop is open."""
    found = Producer.objects.public().select_related("seller__partner", "village__district__regency")
    return _placed(found, village, regency).prefetch_related(with_pictures("portrait", PORTRAIT))


def villages(regency: str | None = None) -> QuerySet[Village]:
    """Return the villages of the regencies that take part."""
    found = Village.objects.live().filter(district__regency__is_member=True)
    return (found.filter(district__regency=regency) if regency else found).select_related("district__regency")


def categories() -> QuerySet[Category]:
    """Return the kinds of goods."""
    return Category.objects.browsable()


def slugs_above(rows: list[Category]) -> dict[str, str]:
    """Return the slugs of the categories above these, by path, in one query."""
    above = {row.path[: -row.steplen] for row in rows if row.depth > 1}
    return dict(Category.objects.filter(path__in=above).values_list("path", "slug")) if above else {}


def tales(model: type[StoryPage] | type[DestinationPage], language: str) -> QuerySet:
    """Return the published stories or places in a language."""
    found = open_pages(model.objects.all()).filter(locale__language_code=language)
    return found.select_related("village__district__regency", "locale").prefetch_related(
        with_pictures("picture", TALE_PICTURE)
    )


def tales_for(model: type[StoryPage] | type[DestinationPage], asked: PlacedList) -> QuerySet:
    """Return the stories or places that somebody asks for."""
    found = tales(model, asked.lang)
    found = found.filter(village=asked.village) if asked.village else found
    return found.filter(regency=asked.regency) if asked.regency else found


def _placed(found: QuerySet, village: str | None, regency: str | None) -> QuerySet:
    found = found.filter(village=village) if village else found
    return found.filter(village__district__regency=regency) if regency else found
