"""Words of buyers and sellers that wait to be read by an operator of the regency: reviews, answers, questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from catalogue.reviews.actions import NothingWaits, decide_answer, refuse_review, show_review
from catalogue.reviews.models import ProductReview
from sellers.actions.questions import decide_question
from sellers.actions.review import NotWaiting, tell_shop
from sellers.models import Question

if TYPE_CHECKING:
    from market.accounts.models import User

IN_REGENCY = "product__seller__village__district__regency"


@dataclass(frozen=True, kw_only=True)
class Words:
    """One thing to read: what it is called, what was said by whom about which product, and since when it waits."""

    kind: str
    pk: int
    title: str
    said: list[tuple[str, str]]
    product: Any
    seen: datetime
    thing: Any


@dataclass(frozen=True, kw_only=True)
class Kind:
    """How one kind of words is found, shown and decided."""

    title: str
    waiting: Callable[[], QuerySet[Any]]
    since: str
    said: Callable[[Any], list[tuple[str, str]]]
    decide: Callable[..., None]


def _reviews() -> QuerySet[Any]:
    return ProductReview.objects.filter(status=ProductReview.FOR_MODERATION, product__isnull=False)


def _replies() -> QuerySet[Any]:
    return ProductReview.objects.filter(reply_state=ProductReview.Reply.WAITING, product__isnull=False)


def _decide_review(review: ProductReview, *, is_shown: bool, by: User, note: str, seen: datetime | None) -> None:
    decide = show_review if is_shown else refuse_review
    decided = decide(review=review, by=by, note=note, seen=seen)
    if is_shown:
        tell_shop(
            decided.product.seller,
            template="review_came",
            at=decided.checked_at or timezone.now(),
            address="workshop:reviews",
            number=decided.pk,
            product=decided.product.title,
            score=decided.score,
        )


def _decide_reply(review: ProductReview, *, is_shown: bool, by: User, note: str, seen: datetime | None) -> None:
    decided = decide_answer(review=review, is_shown=is_shown, note=note, seen=seen)
    if not is_shown:
        _send_back(decided.product, number=decided.pk, note=note, at=decided.replied_at, address="workshop:reviews")


def _decide_question(question: Question, *, is_shown: bool, by: User, note: str, seen: datetime | None) -> None:
    decided = decide_question(question=question, is_shown=is_shown, by=by, note=note, seen=seen)
    if not is_shown:
        _send_back(question.product, number=decided.pk, note=note, at=decided.checked_at, address="workshop:questions")


def _send_back(product: Any, *, number: int, note: str, at: Any, address: str) -> None:
    tell_shop(
        product.seller,
        template="answer_refused",
        at=at,
        address=address,
        number=number,
        product=product.title,
        note=note,
    )


KINDS = {
    "ulasan": Kind(
        title="Ulasan pembeli",
        waiting=_reviews,
        since="submitted_at",
        said=lambda review: [("Bintang", f"{review.score} dari 5"), (review.name or "Pembeli", review.body)],
        decide=_decide_review,
    ),
    "jawaban": Kind(
        title="Jawaban penjual atas ulasan",
        waiting=_replies,
        since="replied_at",
        said=lambda review: [(review.name or "Pembeli", review.body), ("Jawaban penjual", review.reply)],
        decide=_decide_reply,
    ),
    "tanya": Kind(
        title="Tanya jawab",
        waiting=Question.objects.waiting,
        since="answered_at",
        said=lambda question: [("Pertanyaan", question.text), ("Jawaban penjual", question.answer)],
        decide=_decide_question,
    ),
}


def waiting_words(user: User, *, most: int) -> list[Words]:
    """Return what this operator has yet to read, at most so many of a kind, oldest first."""
    return [_shown(code, thing) for code in KINDS for thing in _found(code, user)[:most]]


def how_many_words(user: User) -> int:
    """Return how much waits to be read by this operator."""
    return sum(_found(code, user).count() for code in KINDS)


def words_of(user: User, code: str, number: int) -> Words:
    """Return one thing to be read; 404 for other regencies and what was decided."""
    thing = _found(code, user).filter(pk=number).first() if code in KINDS else None
    if thing is None:
        raise Http404
    return _shown(code, thing)


def decide(words: Words, *, is_shown: bool, by: User, note: str, seen: datetime | None) -> None:
    """Let everybody read it, or send it back.

    Raises:
        NotWaiting: somebody has decided, or it was written anew after `seen`.
    """
    try:
        KINDS[words.kind].decide(words.thing, is_shown=is_shown, by=by, note=note, seen=seen)
    except NothingWaits:
        raise NotWaiting from None


def _found(code: str, user: User) -> QuerySet[Any]:
    kind = KINDS[code]
    found = kind.waiting().select_related("product__seller").order_by(kind.since, "pk")
    return found.filter(**{IN_REGENCY: user.regency_id}) if user.regency_id else found


def _shown(code: str, thing: Any) -> Words:
    kind = KINDS[code]
    return Words(
        kind=code,
        pk=thing.pk,
        title=kind.title,
        said=[(who, what) for who, what in kind.said(thing) if what],
        product=thing.product,
        seen=getattr(thing, kind.since),
        thing=thing,
    )
