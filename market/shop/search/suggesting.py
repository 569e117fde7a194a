"""Suggestions while somebody types: names of goods, stories and places that have words beginning so."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode
from oscar.core.loading import get_model
from wagtail.models import Page as PublishedPage

from market.open_pages import open_pages
from market.shop.search.models import Entry
from market.shop.search.words import words_of

MOST_GOODS, MOST_TALES = 6, 2
FEWEST_LETTERS = 2
LONGEST_NAME = 80


def suggest(typed: str, language: str) -> list[dict[str, str]]:
    """Return at most eight names with their addresses; goods lead to a search for their name, tales to their page."""
    words = words_of(typed)
    if len("".join(words)) < FEWEST_LETTERS:
        return []
    begun = " & ".join([*(f"'={word}':AB" for word in words[:-1]), f"'={words[-1]}':*A"])
    found = Entry.objects.extra(where=["words @@ %s::tsquery"], params=[begun])
    return [*_goods(found), *_tales(found.filter(language=language).exclude(kind="product"))]


def _goods(found: Entry) -> list[dict[str, str]]:
    on_sale = get_model("catalogue", "Product").objects.on_sale().order_by().values("pk")
    goods = found.filter(kind="product", object_id__in=on_sale)
    names = list(dict.fromkeys(goods.order_by("title").values_list("title", flat=True)[:40]))
    address = reverse("search:search")
    return [{"name": name[:LONGEST_NAME], "url": f"{address}?{urlencode({'q': name})}"} for name in names[:MOST_GOODS]]


def _tales(found: Entry) -> list[dict[str, str]]:
    numbers = found.order_by("object_id").values_list("object_id", flat=True)[:MOST_TALES]
    pages = open_pages(PublishedPage.objects.filter(pk__in=list(numbers))).select_related("locale")
    return [{"name": page.title[:LONGEST_NAME], "url": page.url} for page in pages if page.url]
