"""An operator finds what somebody asked, and deletes it for good when she asks for that."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from catalogue.models import Product
from market.accounts.models import User
from sellers.actions.questions import answer, ask, decide_question
from sellers.models import Producer, Question
from tests.sellers.conftest import signed_in

pytestmark = pytest.mark.django_db
DESK = reverse("approvals:questions")


@pytest.fixture
def question(siti: Producer, on_sale: Product, operator: User) -> Question:
    asked = ask(product=on_sale, text="Apakah tahan seminggu?", phone="+6281234567890")
    answered = answer(question=asked, text="Tahan dua minggu.", is_public=True, by=siti.user)
    return decide_question(question=answered, is_shown=True, by=operator)


def one(question: Question) -> str:
    return reverse("approvals:question", args=[question.pk])


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [("", True), ("seminggu", True), ("dua minggu", True), ("0812 3456 7890", True), ("081234567890", True)]
    + [("madu", False), ("0812 9999", False)],
)
def test_it_finds_by_words_and_by_number(question: Question, operator: User, typed: str, is_found: bool) -> None:
    page = signed_in(operator).get(DESK, {"q": typed}).content.decode()
    assert (one(question) in page) is is_found


def test_what_is_deleted_is_gone_everywhere(question: Question, operator: User, on_sale: Product) -> None:
    client, shown = signed_in(operator), on_sale.get_absolute_url()
    assert "Apakah tahan seminggu?" in client.get(shown).content.decode()
    assert "Tahan dua minggu." in client.get(one(question)).content.decode()
    client.post(one(question))
    assert not Question.objects.exists()
    assert "Apakah tahan seminggu?" not in client.get(shown).content.decode()
    log = ModelLogEntry.objects.get(action="wagtail.delete")
    assert (log.user, log.label) == (operator, f"Pertanyaan {log.object_id}")


def test_nobody_else_sees_or_deletes_it(
    question: Question, buyer: User, editor: User, siti: Producer, operator_elsewhere: User
) -> None:
    for who in (None, buyer, editor, siti.user, operator_elsewhere):
        for answered in (signed_in(who).get(one(question)), signed_in(who).post(one(question))):
            assert answered.status_code in (302, 403, 404)
        assert one(question) not in signed_in(who).get(DESK).content.decode()
    assert Question.objects.get().answer == "Tahan dua minggu."
