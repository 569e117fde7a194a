"""What makes a stranger trust a product: read here for its page, which stands on a lower floor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django import template
from django.utils import timezone

from catalogue.having import has
from catalogue.models import Product
from market.prepared import Prepared
from sellers.models import Permit, Question, VoiceNote
from sellers.offices import CHECKED_AT

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from sellers.models import Seller

register = template.Library()
MOST_QUESTIONS = 5


def _permits(today: date, number: int, shop: int) -> QuerySet[Permit]:
    return Permit.objects.in_force(today).covering(Product(pk=number, seller_id=shop)).order_by("pk")


PERMITS = Prepared(_permits, today=date, number=int, shop=int)
QUESTIONS = Prepared(lambda number: Question.objects.shown_about(Product(pk=number))[:MOST_QUESTIONS], number=int)


@dataclass(frozen=True, kw_only=True)
class SeenPermit:
    """A permit as buyers see it; `register` is where anybody may look it up, empty where only an office knows."""

    title: str
    number: str
    valid_until: date | None
    seen_at: datetime
    office: str
    register: str
    is_halal: bool


@register.simple_tag
def permits_of(product: Product) -> list[SeenPermit]:
    """Return what staff have seen of a product's permits and has not run out, the halal certificate first."""
    if not has(product, "has_permits"):
        return []
    found: list[Permit] = PERMITS.ask(today=timezone.localdate(), number=product.pk, shop=product.seller_id)
    seen = [
        SeenPermit(
            title=permit.title,
            number=permit.number,
            valid_until=permit.valid_until,
            seen_at=permit.checked_at,  # type: ignore[arg-type]
            office=permit.checked_office,
            register=CHECKED_AT.get(permit.kind, ""),
            is_halal=permit.kind == Permit.Kind.HALAL,
        )
        for permit in found
    ]
    return sorted(seen, key=lambda permit: not permit.is_halal)


@register.simple_tag
def answered_questions_of(product: Product) -> list[Question]:
    """Return the newest questions about a product whose answers everybody may read, in one query."""
    return QUESTIONS.ask(number=product.pk) if has(product, "has_answers") else []


@register.simple_tag
def unanswered_for(shop: Seller) -> int:
    """Return how many questions wait for a shop's answer."""
    return Question.objects.to(shop.partner).unanswered().count()


@register.simple_tag
def voice_of(product: Product) -> VoiceNote | None:
    """Return what its maker says of a product with her own voice."""
    return VoiceNote.objects.filter(product=product.pk).first() if has(product, "has_voice") else None
