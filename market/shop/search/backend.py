"""A backend of modelsearch: it is told of every change in the transaction that makes it, and writes our own entries.

How they are looked up is not modelsearch's business; see `finding.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from modelsearch.backends.base import BaseIndex, BaseSearchBackend

from market.shop.search.entries import Findable, findable_of
from market.shop.search.models import Entry, Word
from market.shop.search.words import stem

WRITE = """
INSERT INTO search_entry AS kept (content_type_id, object_id, kind, language, title, lead, words)
SELECT %s, number, kind, language, title, lead, words::tsvector
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
    AS told (number, kind, language, title, lead, words)
ON CONFLICT (content_type_id, object_id) DO UPDATE SET kind = excluded.kind, language = excluded.language,
title = excluded.title, lead = excluded.lead, words = excluded.words
WHERE (kept.kind, kept.language, kept.title, kept.lead, kept.words)
    IS DISTINCT FROM (excluded.kind, excluded.language, excluded.title, excluded.lead, excluded.words)
"""
SAY = """
INSERT INTO search_word (word, stem, is_title) SELECT * FROM unnest(%s::text[], %s::text[], %s::boolean[])
ON CONFLICT (word) DO UPDATE SET is_title = true WHERE excluded.is_title AND NOT search_word.is_title
"""


class Index(BaseIndex):
    """All entries and the vocabulary."""

    def reset(self) -> None:
        """Forget everything."""
        Entry.objects.all().delete()
        Word.objects.all().delete()

    def add_items(self, model: type[models.Model], items: Iterable[Any]) -> None:
        """Write what of a model can be found, and forget what can not any more."""
        if not hasattr(model, "findable"):
            return
        kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
        things = list(items)
        models.prefetch_related_objects(things, *getattr(model, "findable_with", ()))
        told = [(thing.pk, findable_of(thing)) for thing in things]
        write(kind, [(number, words) for number, words in told if words])
        hidden = [number for number, words in told if not words]
        if hidden:
            Entry.objects.filter(content_type=kind, object_id__in=hidden).delete()

    def delete_item(self, item: Any) -> None:
        """Forget an object that is being deleted."""
        kind = ContentType.objects.get_for_model(type(item), for_concrete_model=False)
        Entry.objects.filter(content_type=kind, object_id=item.pk).delete()


class Rebuilder:
    """Begins from nothing, so that words nobody uses any more leave the vocabulary."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def start(self) -> Index:
        """Empty the index."""
        self.index.reset()
        return self.index

    def finish(self) -> None:
        """Nothing is left to do."""


class Backend(BaseSearchBackend):
    """Settings name it by its module."""

    index_class = Index
    rebuilder_class = Rebuilder


SearchBackend = Backend


def write(kind: ContentType, told: list[tuple[int, Findable]]) -> None:
    """Write entries and their words in one statement each, only where they differ.

    Several writers meet the words in one order, so that none waits in a ring.
    """
    said: dict[str, bool] = {}
    for _number, found in told:
        for word, is_title in found.vocabulary().items():
            said[word] = said.get(word, False) or is_title
    rows = [
        (number, found.kind, found.language, found.title[:255], found.lead[:300], found.vector())
        for number, found in sorted(told)
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        if rows:
            cursor.execute(WRITE, [kind.pk, *_columns(rows)])
        known = dict(Word.objects.filter(word__in=said).values_list("word", "is_title"))
        new = [
            (word, stem(word)[:40], is_title)
            for word, is_title in sorted(said.items())
            if is_title > known.get(word, -1)
        ]
        if new:
            cursor.execute(SAY, _columns(new))


def _columns(rows: list[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
