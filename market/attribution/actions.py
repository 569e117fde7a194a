"""What a story brings about: goods in baskets, and goods that are paid."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from market.attribution.counting import Key, Sums, add, known_story, whole_and_village
from market.attribution.models import NO_STORY, LineStory, UnpaidLine
from market.outbox.actions import record_effect
from market.settlement.rupiah import whole_rupiah

if TYPE_CHECKING:
    from catalogue.models import Product

FORGOTTEN_AFTER = timedelta(days=60)
"""What nobody has paid by then is no longer waited for, and what lies in a basket so long forgets its story."""

SOLD = "line__quantity", "line__line_price_incl_tax"
GOODS = "line__product", "line__product__village", "line__product__parent", "line__product__parent__village"


def note_basket(*, line_id: int, product: Product, story: int, now: datetime) -> None:
    """Count that a product was put into a basket, and let its line remember the story that led there.

    Without a story, or with one that is not published, the line keeps the one before. Call it inside the transaction
    that locks the basket.
    """
    story = known_story(story) if story else NO_STORY
    if story:
        LineStory.objects.update_or_create(line_id=line_id, defaults={"story": story, "noted_at": now})
    whole, village = whole_and_village(product)
    add([(Key(timezone.localdate(now), story, village, whole), Sums(baskets=1))])


def merge_lines(*, goes: int, stays: int) -> None:
    """Let a basket's line that takes up another's goods remember the later of their stories; both by number."""
    told = LineStory.objects.filter(line__in=[goes, stays]).order_by("-noted_at").first()
    if told and told.line_id == goes:
        defaults = {"story": told.story, "noted_at": told.noted_at}
        LineStory.objects.update_or_create(line_id=stays, defaults=defaults)


def note_order(*, basket_id: int, lines: Iterable[tuple[int, int | None]], today: date) -> None:
    """Let the lines of orders wait for their money, each with the story of its basket's line, which forgets it.

    `lines` are the orders' lines with their stockrecords; call it inside the transaction that writes them.
    """
    told = LineStory.objects.filter(line__basket=basket_id)
    stories = dict(told.values_list("line__stockrecord", "story"))
    UnpaidLine.objects.bulk_create(
        UnpaidLine(line_id=pk, story=stories.get(stockrecord or 0, NO_STORY), since=today) for pk, stockrecord in lines
    )
    if stories:
        told.delete()


def ask_to_count(*, order_ids: Collection[int], key: str, day: date) -> None:
    """Have what was sold with these orders counted on a day, after the transaction in which their money was booked."""
    payload = {"orders": sorted(order_ids), "day": day.isoformat()}
    record_effect(kind="attribution.sold", key=f"attribution.sold:{key}", payload=payload)


@transaction.atomic
def count_sold(*, order_ids: Collection[int], day: date) -> int:
    """Count on a day what was sold with orders whose money has come; return how many lines that were.

    A line that was counted waits no more, so a second call counts nothing.
    """
    waiting = UnpaidLine.objects.select_for_update(of=("self",)).filter(line__order__in=order_ids)
    rows = list(waiting.order_by("pk").values_list("pk", "story", *SOLD, *GOODS))
    add(
        (_key(day, story, *goods), Sums(pieces=pieces, rupiah=whole_rupiah(price)))
        for _pk, story, pieces, price, *goods in rows
    )
    UnpaidLine.objects.filter(pk__in=[pk for pk, *_rest in rows]).delete()
    UnpaidLine.objects.filter(since__lt=day - FORGOTTEN_AFTER).delete()
    return len(rows)


def forget_old_stories(now: datetime) -> int:
    """Let lines forget stories that led to them long ago; return how many did."""
    UnpaidLine.objects.filter(since__lt=timezone.localdate(now) - FORGOTTEN_AFTER).delete()
    return LineStory.objects.filter(noted_at__lt=now - FORGOTTEN_AFTER).delete()[0]


def _key(day: date, story: int, product: int | None, village: str, parent: int | None, parents: str) -> Key:
    """Return where a sold line is counted; goods that are deleted since have the number 0."""
    return Key(day, story, (parents if parent else village) or "", parent or product or 0)
