"""What happens with reviews: written, read by staff, shown or sent back, answered. Each a verb, one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from catalogue.models import Product
from catalogue.reviews.models import ProductReview
from catalogue.wording import title_of
from market.notify.actions import tell

if TYPE_CHECKING:
    from market.accounts.models import User

WAITING, SHOWN, REFUSED = ProductReview.FOR_MODERATION, ProductReview.APPROVED, ProductReview.REJECTED


class AlreadyShown(Exception):
    """This line has a review that everybody reads; it is not written anew."""


class NothingWaits(Exception):
    """Somebody has already decided, or there is nothing to decide."""


@transaction.atomic
def write_review(
    *,
    product: Product,
    line_id: int,
    score: int,
    body: str,
    name: str,
    user: User | None,
    phone: str,
    language: str,
    address: str,
) -> ProductReview:
    """Return the review of a line of an order; it waits for staff. Sent again it takes the place of the one before.

    `score` is one to five stars; the caller has seen to it that the line is this buyer's, of `product`, and received.

    Raises:
        AlreadyShown: staff have let it be read.
    """
    Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
    review = ProductReview.objects.filter(line_id=line_id).first() or ProductReview(line_id=line_id, product=product)
    if review.status == SHOWN and review.pk:
        raise AlreadyShown
    if review.pk and (review.score, review.body, review.status) == (score, body, WAITING):
        return review
    review.score, review.body, review.name, review.user = score, body, name, user
    review.phone, review.language, review.address = phone, language, address
    review.status, review.submitted_at = WAITING, timezone.now()
    review.save()
    return review


@transaction.atomic
def show_review(*, review: ProductReview, by: User, note: str = "", seen: datetime | None = None) -> ProductReview:
    """Let everybody read a review, count it, and tell its writer.

    Raises:
        NothingWaits: it was decided, or written anew after `seen`.
    """
    return _decide(review, SHOWN, "review_shown", by=by, note=note, seen=seen)


@transaction.atomic
def refuse_review(*, review: ProductReview, by: User, note: str, seen: datetime | None = None) -> ProductReview:
    """Send a review back with the reason; its writer may mend it.

    Raises:
        NothingWaits: it was decided, or written anew after `seen`.
    """
    return _decide(review, REFUSED, "review_refused", by=by, note=note, seen=seen)


@transaction.atomic
def answer_review(*, review: ProductReview, text: str) -> ProductReview:
    """Keep the seller's answer to a review that is shown; staff read it first. A shop answers once.

    Raises:
        NothingWaits: the review is not shown, or its answer is.
    """
    locked = _locked(review)
    if locked.status != SHOWN or locked.reply_state == ProductReview.Reply.SHOWN:
        raise NothingWaits
    locked.reply, locked.reply_state = text, ProductReview.Reply.WAITING
    locked.replied_at = timezone.now()
    locked.save()
    return locked


@transaction.atomic
def decide_answer(
    *, review: ProductReview, is_shown: bool, note: str = "", seen: datetime | None = None
) -> ProductReview:
    """Let everybody read the seller's answer, or send it back with the reason.

    Raises:
        NothingWaits: it was decided, or written anew after `seen`.
    """
    locked = _locked(review)
    if locked.reply_state != ProductReview.Reply.WAITING or seen not in (None, locked.replied_at):
        raise NothingWaits
    locked.reply_state = ProductReview.Reply.SHOWN if is_shown else ProductReview.Reply.REFUSED
    locked.reply_note = note.strip()
    locked.save()
    return locked


def _locked(review: ProductReview) -> ProductReview:
    """Lock the product first, as all do who count its reviews."""
    Product.objects.select_for_update(of=("self",)).get(pk=review.product_id)
    return ProductReview.objects.select_for_update(of=("self",)).select_related("product").get(pk=review.pk)


def _decide(
    review: ProductReview, status: int, template: str, *, by: User, note: str, seen: datetime | None
) -> ProductReview:
    locked = _locked(review)
    if locked.status != WAITING or seen not in (None, locked.submitted_at):
        raise NothingWaits
    locked.status, locked.note = status, note.strip()
    locked.checked_at, locked.checked_by = timezone.now(), by
    locked.save()
    if locked.phone:
        with translation.override(locked.language):
            called = title_of(locked.product)
        tell(
            phone=locked.phone,
            template=template,
            context={
                "product": called,
                "note": locked.note,
                "link": settings.BASE_URL.rstrip("/") + locked.address,
            },
            key=f"{template}:{locked.pk}:{locked.checked_at.isoformat()}",
            language=locked.language,
        )
    return locked
