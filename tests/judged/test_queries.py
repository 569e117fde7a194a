"""The list itself: as many queries as were promised, of every kind, each judged once and over goods that are known."""

from __future__ import annotations

from collections import Counter

from django.utils.text import slugify

from market.demo.data.tales import places, stories
from tests.judged import Kind, all_goods, all_queries

TALES = {Kind.STORY, Kind.DESTINATION}
SHOPS_AND_PLACES = {Kind.SHOP, Kind.PLACE}
MISTAKES = {Kind.MISSPELLING, Kind.SPELLING}


def test_it_has_150_different_queries() -> None:
    texts = [query.text.casefold() for query in all_queries()]

    assert len(texts) == 150
    assert [text for text, times in Counter(texts).items() if times > 1] == []


def test_it_asks_in_every_kind_and_keeps_the_balance() -> None:
    kinds = Counter(query.kind for query in all_queries())

    assert set(kinds) == set(Kind)
    assert sum(kinds[kind] for kind in MISTAKES) == 35
    assert sum(kinds[kind] for kind in SHOPS_AND_PLACES) == 20
    assert sum(kinds[kind] for kind in TALES) == 10
    assert kinds[Kind.ENGLISH] == 20


def test_it_marks_as_english_what_is_english() -> None:
    assert {(query.kind is Kind.ENGLISH, query.language) for query in all_queries()} == {(True, "en"), (False, "id")}


def test_it_finds_between_one_and_twenty_for_each_so_that_recall_at_twenty_can_be_whole() -> None:
    assert [query.text for query in all_queries() if not 1 <= len(query.grades) <= 20] == []


def test_it_names_only_what_buyers_can_see() -> None:
    known = {("product", good.title) for good in all_goods() if good.is_public}
    known |= {("story", slugify(tale.title)) for tale in stories()}
    known |= {("place", slugify(tale.title)) for tale in places()}
    named = {(hit.kind, hit.key) for query in all_queries() for hit in query.grades}

    assert named - known == set()
