"""A question is asked, answered by the seller, and, if she likes, read by everybody once staff have read it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.log_actions import log

from catalogue.wording import title_of
from market.accounts.counting import one_at_a_time
from market.notify.actions import tell
from sellers.actions.review import NotWaiting, tell_shop
from sellers.models import Question

if TYPE_CHECKING:
    from catalogue.models import Product
    from market.accounts.models import User

WITHIN = timedelta(hours=1)
MOST_BY_PHONE, MOST_BY_NETWORK = 5, 30  # a whole village may sit behind one network address
SAME_WITHIN = timedelta(minutes=10)


class TooManyQuestions(Exception):
    """This person, or this network, has asked too much within the last hour."""


@transaction.atomic
def ask(
    *,
    product: Product,
    text: str,
    phone: str = "",
    user: User | None = None,
    language: str = "id",
    asked_from: str = "",
) -> Question:
    """Return a question to the seller of a product on sale, and tell the shop; the same again is the same question.

    `phone` is E.164 or empty: then no answer can be sent. `asked_from` names a network, not its address.

    Raises:
        TooManyQuestions: within the last hour there were too many from this phone or network.
    """
    one_at_a_time(*(f"questions {who}" for who in (phone, asked_from) if who))
    now = timezone.now()
    recent = Question.objects.filter(asked_at__gte=now - WITHIN)
    again = recent.filter(product=product, text=text, phone=phone, asked_from=asked_from)
    if same := again.filter(asked_at__gte=now - SAME_WITHIN).first():
        return same
    if phone and recent.filter(phone=phone).count() >= MOST_BY_PHONE:
        raise TooManyQuestions
    if asked_from and recent.filter(asked_from=asked_from).count() >= MOST_BY_NETWORK:
        raise TooManyQuestions
    question = Question.objects.create(
        product=product, text=text, phone=phone, user=user, language=language, asked_from=asked_from, asked_at=now
    )
    tell_shop(
        product.seller,
        template="question_asked",
        at=now,
        address="workshop:questions",
        number=question.pk,
        product=product.title,
        text=text,
    )
    return question


@transaction.atomic
def answer(*, question: Question, text: str, is_public: bool, by: User) -> Question:
    """Keep the seller's answer and tell whoever asked, once; for everybody only after staff have read it.

    Raises:
        NotWaiting: it was answered.
    """
    locked = (
        Question.objects.select_for_update(of=("self",)).select_related("product__seller", "user").get(pk=question.pk)
    )
    if locked.answered_at:
        raise NotWaiting
    locked.answer, locked.answered_at, locked.answered_by = text, timezone.now(), by
    locked.showing = Question.Showing.WAITING if is_public else Question.Showing.PRIVATE
    locked.save()
    if locked.phone:
        _tell_asker(locked)
    return locked


@transaction.atomic
def decide_question(
    *, question: Question, is_shown: bool, by: User, note: str = "", seen: datetime | None = None
) -> Question:
    """Let everybody read a question and its answer, or keep them between the two.

    Raises:
        NotWaiting: somebody has decided, or it is not meant for everybody.
    """
    locked = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if locked.showing != Question.Showing.WAITING or seen not in (None, locked.answered_at):
        raise NotWaiting
    locked.showing = Question.Showing.SHOWN if is_shown else Question.Showing.REFUSED
    locked.note, locked.checked_at, locked.checked_by = note.strip(), timezone.now(), by
    locked.save()
    return locked


def delete_question(*, question: Question, by: User) -> None:
    """Delete a question and its answer; of the words nothing is kept, only who deleted which."""
    log(question, "wagtail.delete", user=by, title=f"Pertanyaan {question.pk}", deleted=True)
    question.delete()


def _tell_asker(question: Question) -> None:
    """Send the answer to whoever has proved the number; to a number that anybody typed only where it can be read.

    Nobody of ours has read the seller's words, and we do not carry them to strangers.
    """
    product = question.product
    is_proved = question.is_from_its_number
    with translation.override(question.language):
        link = product.get_absolute_url() if is_proved else reverse("sellers:answer", args=[question.secret])
        called = title_of(product)
    context = {"product": called, "link": settings.BASE_URL.rstrip("/") + link}
    tell(
        phone=question.phone,
        template="question_answered" if is_proved else "question_answered_link",
        context=context | ({"shop": product.seller.name, "answer": question.answer} if is_proved else {}),
        key=f"question_answered:{question.pk}",
        language=question.language,
    )
