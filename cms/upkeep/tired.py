"""Which published pages have blocks that show nothing, or goods that are sold out: an editor mends them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import JSONField, Model, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.blocks import Block
from wagtail.models import Page, get_page_models

from cms.blocks.fields import BodyField
from cms.live import Live, fetch
from cms.live.wanted import PRODUCT, Wanted, asked_in, wanted_in

SOLD_OUT = "habis"
GONE = "tidak tampil lagi: disembunyikan, ditutup, atau dihapus"
FINDS_NOTHING = "aturannya tidak menemukan apa-apa"
ALL_SOLD_OUT = "semua yang ditemukan aturannya habis"
DELETED = "yang sudah dihapus"
MOST = 500
"""Pages of one kind that one call reads, those that were published last first."""


class Tired(NamedTuple):
    """What is the matter with one block: its kind, what it shows, and why that is not right."""

    block: str
    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.block}{f' {self.what}' if self.what else ''}: {self.why}"


def tired_pages(pages: QuerySet[Page]) -> dict[int, list[Tired]]:
    """Return by key those of the pages that have tired blocks, with what is the matter with them.

    Of each kind the `MOST` published last are read. As many queries for a hundred pages as for one: one for each kind
    of page and of thing.
    """
    found = list(_with_bodies(pages))
    wanted = Wanted()
    for page in found:
        wanted.add(wanted_in(page.body))
    live = fetch(wanted)
    names = _names_of_gone(found, live)
    tired = {page.pk: list(dict.fromkeys(_tired_in(page.body, live, names))) for page in found}
    return {key: blocks for key, blocks in tired.items() if blocks}


def _with_bodies(pages: QuerySet[Page]) -> Iterable[Any]:
    wanted = pages.order_by().values("pk")
    for model in get_page_models():
        for body in model._meta.fields:
            if isinstance(body, BodyField) and body.name == "body":
                live = reduce(or_, (Q(blocks__contains=[{"type": name}]) for name in _asking(body.stream_block)))
                found = model.objects.alias(blocks=Cast("body", JSONField())).filter(live, pk__in=wanted)
                yield from found.only("body").order_by("-last_published_at", "pk")[:MOST]


def _asking(body: Block) -> list[str]:
    """Return the names of the blocks that show goods and other things, by themselves or inside them."""
    return [name for name, block in body.child_blocks.items() if _asks(block)]


def _asks(block: Block) -> bool:
    inside = [*getattr(block, "child_blocks", {}).values(), *filter(None, [getattr(block, "child_block", None)])]
    return hasattr(block, "kind_chosen") or hasattr(block, "rule_of") or any(map(_asks, inside))


def _tired_in(body: Any, live: Live, names: dict[tuple[str, Any], str]) -> Iterable[Tired]:
    for top, block, raw in asked_in(body):
        label = str(top.label)
        if hasattr(block, "rule_of"):
            yield from _tired_rule(label, raw, live.shown_by(block.rule_of(raw)))
        elif thing := live.one(block.kind_chosen, raw):  # type: ignore[attr-defined]
            if block.kind_chosen == PRODUCT and not thing.has_stock:  # type: ignore[attr-defined]
                yield Tired(label, str(thing.title), SOLD_OUT)
        elif not block.keeps_gone:  # type: ignore[attr-defined]
            yield Tired(label, names.get((block.kind_chosen, raw), DELETED), GONE)  # type: ignore[attr-defined]


def _tired_rule(label: str, raw: dict[str, Any], cards: list[Any]) -> Iterable[Tired]:
    title = raw.get("title") or ""
    if not cards:
        yield Tired(label, title, FINDS_NOTHING)
    elif not any(card.has_stock for card in cards):
        yield Tired(label, title, ALL_SOLD_OUT)


def _names_of_gone(pages: list[Any], live: Live) -> dict[tuple[str, Any], str]:
    """Return what things are called that are still there but may not be shown."""
    gone: dict[str, set[Any]] = defaultdict(set)
    models: dict[str, type[Model]] = {}
    for page in pages:
        for _top, block, raw in asked_in(page.body):
            kind = getattr(block, "kind_chosen", "")
            if kind and live.one(kind, raw) is None:
                gone[kind].add(raw)
                models[kind] = block.model_class  # type: ignore[attr-defined]
    found = ((kind, models[kind]._default_manager.in_bulk(keys)) for kind, keys in gone.items())
    return {(kind, key): str(thing) for kind, things in found for key, thing in things.items()}
