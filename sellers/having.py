"""Whether there is any permit, answer or recording to show of a product, asked along with it (catalogue/having.py)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from catalogue.having import may_have
from sellers.permit_models import Permit
from sellers.question_models import Question
from sellers.voice_models import VoiceNote


def _has_permits() -> Exists:
    """Any that staff have seen, run out or not, about the product or its whole shop."""
    about_it = Permit.products.through.objects.filter(product_id=OuterRef(OuterRef("pk"))).values("permit_id")
    about = Q(kind=Permit.Kind.NIB) | Q(pk__in=about_it)
    return Exists(Permit.objects.filter(about, state=Permit.State.SEEN, seller_id=OuterRef("seller_id")))


def _has_answers() -> Exists:
    return Exists(Question.objects.filter(product_id=OuterRef("pk"), showing=Question.Showing.SHOWN))


def _has_voice() -> Exists:
    return Exists(VoiceNote.objects.filter(product_id=OuterRef("pk")))


def stand_beside_goods() -> None:
    """Let goods on their page say so."""
    may_have("has_permits", _has_permits)
    may_have("has_answers", _has_answers)
    may_have("has_voice", _has_voice)
