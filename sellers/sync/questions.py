"""What a shop has to look at: prices that were written in several places, and edits that others overtook unseen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef
from django.http import Http404

from catalogue.models import Product
from market.pictures.shown import with_renditions
from market.shop.partner.models import StockRecord
from sellers.access import THUMBNAIL
from sellers.register_models import Write
from sellers.registers.merge import Author, Change, in_time, lost_in
from sellers.registers.photos import MAIN, MOST_PICTURES, PHOTO
from sellers.sync.edits import write_fields
from sellers.sync.voices import FIELD as VOICE
from sellers.sync.voices import choose_voice

if TYPE_CHECKING:
    from sellers.models import Seller

PRICE = "price"
WORDS = {
    VOICE: "Ada rekaman suara lain, yang tidak dipakai. Dengarkan dan pilih saat ada sinyal.",
    PHOTO: f"Ada foto yang menunggu tempat: satu produk paling banyak {MOST_PICTURES} foto. Lihat saat ada sinyal.",
}
A_MOMENT = timedelta(milliseconds=1)


@dataclass(frozen=True, kw_only=True)
class Question:
    """A field that several wrote: what stands now, and what it overtook; `number` is the last of those."""

    number: int
    product: Product
    field: str
    standing: Write
    lost: list[Write]

    @property
    def stands(self) -> str:
        """Return what holds now."""
        return self.standing.value

    @property
    def words(self) -> str:
        """Return what to say of it where its values cannot be shown; nothing where they can."""
        return WORDS.get(self.field, "")

    @property
    def asks_price(self) -> bool:
        """Is it about the price? Then the shop has to choose; all else is only shown."""
        return self.field == PRICE

    @property
    def values(self) -> list[str]:
        """Return all that may be chosen, what stands now first, each once; photos only wait for room."""
        return (
            []
            if self.field in (PHOTO, MAIN)
            else list(dict.fromkeys([self.stands, *(row.value for row in self.lost)]))
        )


def questions_of(shop: Seller) -> list[Question]:
    """Return what this shop has not looked at yet, in three queries, and one for the photos among it."""
    rows = Write.objects.of_shop(shop).unseen().select_related("product__parent", "by", "picture").order_by("pk")
    unseen = rows.prefetch_related(with_renditions("picture", THUMBNAIL))
    by_field: dict[tuple[int, str], list[Write]] = {}
    for row in unseen:
        if row.product_id is not None:
            by_field.setdefault((row.product_id, row.field), []).append(row)
    written = Write.objects.filter(shop=shop, product__in={product for product, _ in by_field}).order_by("pk")
    stands = {(row.product_id, row.field): row for row in in_time(written if by_field else [])}
    return [_question(rows, stands[key], rows[-1].pk) for key, rows in by_field.items()]


def question_of(shop: Seller, number: int) -> Question:
    """Return one question of this shop by the number of its last lost write, answered or not.

    Raises Http404 for what is not there or somebody else's.
    """
    last = (
        Write.objects.of_shop(shop).filter(pk=number).exclude(product=None).select_related("product__parent").first()
    )
    if last is None:
        raise Http404
    rows = list(Write.objects.filter(product=last.product, field=last.field).order_by("pk"))
    lost = [row for row in rows if row.is_lost and row.seen_at is None and row.pk <= number]
    return _question(lost or [last], in_time(rows)[-1], number)


def _question(lost: list[Write], standing: Write, number: int) -> Question:
    product = lost[-1].product
    if product is None:
        raise Http404
    return Question(number=number, product=product, field=lost[-1].field, standing=standing, lost=lost)


@transaction.atomic
def answer_price(*, question: Question, price: int, author: Author, now: datetime) -> Product:
    """Let a price hold that was chosen, after all that whoever chose it had seen, whatever has come since.

    An answer to what another has answered meanwhile is one more write, which may ask anew.
    """
    thing = question.product
    note_seen(question.lost, now=now)
    seen = _seen_with(question, at=author.made_at)[-1]
    change = Change(field=PRICE, base=seen.value, value=str(price))
    made_at = max(author.made_at, seen.made_at + A_MOMENT)
    written = Author(by=author.by, made_at=made_at, operation=author.operation)
    return write_fields(thing=thing, changes=[change], author=written).product


def _seen_with(question: Question, *, at: datetime) -> list[Write]:
    """Return the writes that were there when the question was asked first, and all that had come by then."""
    rows = list(Write.objects.filter(product=question.product, field=question.field).order_by("pk"))
    asked = next(
        (last for last in rows if question.number in {row.pk for row in lost_in(in_time(_until(rows, last.pk)))}),
        rows[-1],
    )
    return in_time(row for row in rows if row.pk <= asked.pk or row.came_at <= at)


def _until(rows: list[Write], number: int) -> list[Write]:
    return [row for row in rows if row.pk <= number]


@transaction.atomic
def use_again(*, question: Question, value: str, author: Author, now: datetime) -> Product:
    """Write a lost value anew. Raises `voices.NoLongerKept` of a recording that was let go of."""
    if question.field == VOICE:
        choose_voice(product=question.product, value=value, author=author)
    note_seen(question.lost, now=now)
    if question.field == VOICE:
        return question.product
    change = Change(field=question.field, base=question.stands, value=value)
    return write_fields(thing=question.product, changes=[change], author=author).product


def note_seen(rows: Iterable[Write], *, now: datetime) -> int:
    """Note that the shop has looked at lost writes; return how many it had not seen."""
    return Write.objects.filter(pk__in=[row.pk for row in rows], is_lost=True, seen_at=None).update(seen_at=now)


def oversold_of(shop: Seller) -> list[StockRecord]:
    """Return the offers of which more was sold than there was, by hand and to orders."""
    offers = StockRecord.objects.filter(partner_id=shop.pk, owed__gt=0).select_related("product__parent")
    return list(offers.order_by("pk"))


def has_to_see() -> ExpressionWrapper:
    """Return what to annotate a shop with, so that it says whether there is anything to look at."""
    unseen = Write.objects.unseen().filter(shop=OuterRef("pk"))
    oversold = StockRecord.objects.filter(partner=OuterRef("pk"), owed__gt=0)
    return ExpressionWrapper(Exists(unseen) | Exists(oversold), output_field=BooleanField())
