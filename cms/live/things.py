"""How makers, villages, places, pages, pictures and recordings of bodies are fetched: each kind in one query."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import get_language
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Locale, Page

from catalogue.listed import ALL, Tally
from catalogue.models import Category
from cms.live.wanted import CATEGORY, MAKER, PAGE, PICTURE, PLACE, RECORDING, VILLAGE
from market.open_pages import open_pages
from market.pictures.cards import SPECS as SHARE_PICTURES
from market.pictures.models import Picture, Rendition
from market.pictures.shown import files_of
from market.regions.models import Village
from sellers.models import Producer

if TYPE_CHECKING:
    from django.http import HttpRequest

PICTURE_SPECS = {
    "body": "max-960x960",
    "gallery": "fill-720x540",
    "poster": "fill-960x540",
    "portrait": "fill-160x160",
    "card": "fill-480x320",
}
HEAD_SPECS = ("fill-1080x608", *SHARE_PICTURES)
"""Of the picture above a body, and of what messages show of the page."""

ALL_FILES = [each for spec in (*PICTURE_SPECS.values(), *HEAD_SPECS) for each in files_of(spec)]
PLACES = ["cms.DestinationPage"]
"""The kinds of pages that a place block may show, each one query."""

Found = dict[Any, Any]


def _makers(keys: Collection[int]) -> Found:
    """Return the makers, each with the address of her own page as `own_url`, empty where she has none."""
    language = get_language() or settings.LANGUAGE_CODE
    pages = open_pages(apps.get_model("cms.MakerPage").objects.filter(producer=OuterRef("pk")))
    own = pages.filter(locale__language_code=language).order_by("pk")
    makers = Producer.objects.public().filter(pk__in=keys).annotate(
        own_page=Subquery(own.values("pk")[:1]), own_path=Subquery(own.values("url_path")[:1])
    )  # fmt: skip
    found = _by_key(makers.select_related("village__district__regency", "seller__partner", "portrait"))
    for maker in found.values():
        maker.own_url = address_of_page(maker.own_page, maker.own_path, language)
    return found


def address_of_page(number: int | None, path: str | None, language: str, request: HttpRequest | None = None) -> str:
    """Return where a page of ours stands, without fetching it; `request` says on which host one is."""
    if number is None or path is None:
        return ""
    page = _page if request else _page.__wrapped__  # without a request a page remembers where sites stood
    return page(number, path, language).get_url(request) or ""


@lru_cache(maxsize=2048)
def _page(number: int, path: str, language: str) -> Page:
    """Return as much of a page as knows its address."""
    return Page(pk=number, url_path=path, locale=Locale(language_code=language))


def _villages(keys: Collection[str]) -> Found:
    bearing = Tally.objects.filter(shelf=ALL, mark=Concat(Value("v"), OuterRef("code")))
    goods = bearing.order_by().values("mark").annotate(goods=Sum("change")).values("goods")
    number = Coalesce(Cast(Subquery(goods), BigIntegerField()), 0)
    return _by_key(Village.objects.live().filter(pk__in=keys).with_places().annotate(goods=number))


def _categories(keys: Collection[int]) -> Found:
    return _by_key(Category.objects.browsable().filter(pk__in=keys))


def _places(keys: Collection[int]) -> Found:
    return {key: page for kind in PLACES for key, page in _translated(kind, keys, "village__district", "picture")}


def _pages(keys: Collection[int]) -> Found:
    return dict(_translated("wagtailcore.Page", keys))


def _recordings(keys: Collection[int]) -> Found:
    hidden = CollectionViewRestriction.objects.values("collection")
    return _by_key(get_document_model().objects.filter(pk__in=keys).exclude(collection__in=hidden))


FETCHERS: dict[str, Callable[[Any], Found]] = {
    MAKER: _makers,
    VILLAGE: _villages,
    CATEGORY: _categories,
    PLACE: _places,
    PAGE: _pages,
    RECORDING: _recordings,
}


def take_pictures(things: dict[str, Found], keys: Collection[int], others: Iterable[Picture | None] = ()) -> None:
    """Fetch the chosen pictures, and the files of these, of makers, of places and of others, in one query.

    A picture of which no file has been made is asked for by itself.
    """
    makers, places = things.get(MAKER, {}).values(), things.get(PLACE, {}).values()
    joined = [maker.portrait for maker in makers] + [place.picture for place in places]
    at_hand = [picture for picture in [*joined, *others] if picture is not None]
    wanted = {*keys, *(picture.pk for picture in at_hand)}
    made: dict[int, list[Rendition]] = {key: [] for key in wanted}
    found: Found = {}
    if wanted:
        files = Rendition.objects.filter(filter_spec__in=ALL_FILES, image_id__in=wanted).select_related("image")
        for rendition in files:
            made[rendition.image_id].append(rendition)
            found.setdefault(rendition.image_id, rendition.image)
    if missing := set(keys) - set(found):
        found |= _by_key(Picture.objects.filter(pk__in=missing))
    for picture in [*found.values(), *at_hand]:
        picture.prefetched_renditions = made[picture.pk]
    things[PICTURE] = {key: found[key] for key in keys if key in found}


def _translated(kind: str, keys: Collection[int], *joined: str) -> Iterable[tuple[int, Any]]:
    """Return the pages in today's language, or as they were chosen, by the key that was chosen and by their own.

    Only those that are published and open to all.
    """
    model = apps.get_model(kind)
    chosen = Page.objects.filter(pk__in=keys)
    same = chosen.filter(translation_key=OuterRef("translation_key")).values("pk")
    pages: QuerySet[Any] = open_pages(model.objects.filter(translation_key__in=chosen.values("translation_key")))
    pages = pages.select_related("locale", *joined).annotate(chosen_as=ArraySubquery(same)).order_by(F("pk"))
    if model is not Page:
        pages = pages.defer("body")
    best: dict[int, Any] = {}
    for page in pages:
        for key in page.chosen_as:
            is_ours = page.locale.language_code == get_language()
            if is_ours or (page.pk == key and key not in best):
                best[key] = page
    return (best | {page.pk: page for page in best.values()}).items()


def _by_key(found: Iterable[Any]) -> Found:
    return {each.pk: each for each in found}
