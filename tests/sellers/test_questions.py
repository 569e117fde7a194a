"""Questions: kept and told to the shop, answered once, read by everybody only after staff have read them."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from catalogue.models import Product
from market.accounts.models import User
from market.notify.models import Message
from sellers.actions import questions
from sellers.actions.review import NotWaiting
from sellers.models import Producer, Question, Seller
from tests.sellers.conftest import listed, signed_in

pytestmark = pytest.mark.django_db

TEXT = "Berapa lama tahannya? <b>"


def page_of(product: Product) -> str:
    return reverse("sellers:ask", args=[product.slug, product.pk])


def asked(product: Product, **changed: str) -> Question:
    return questions.ask(**{"product": product, "text": TEXT, "phone": "+6281399990001", **changed})


def parts(product: Product) -> str:
    return render_to_string("oscar/catalogue/parts/questions.html", {"product": product})


def test_a_question_is_kept_and_the_shop_is_told_whatever_follows(siti: Producer, on_sale: Product) -> None:
    client = Client()
    for _ in range(2):  # pressed twice
        page = client.post(page_of(on_sale), {"text": TEXT, "phone": "0813 9999 0001"}).content.decode()
    question = Question.objects.get()
    assert (question.product, question.text, question.phone) == (on_sale, TEXT, "+6281399990001")
    assert question.asked_from
    assert "wa.me" not in page
    message = Message.objects.get(template="question_asked")
    assert (message.phone, TEXT in message.text) == (siti.user.phone, True)
    assert "0813" not in message.text
    assert "9999" not in signed_in(siti.user).get(reverse("workshop:question", args=[question.pk])).content.decode()


def test_whatsapp_is_offered_only_where_the_shop_shows_its_number(siti: Producer, on_sale: Product) -> None:
    seller, switch = signed_in(siti.user), reverse("workshop:show_number")
    seller.post(switch, {"show": "1"})
    page = Client().post(page_of(on_sale), {"text": TEXT, "phone": ""}).content.decode()
    assert f"https://wa.me/{siti.user.phone[1:]}?text=Amplang" in page
    assert "%3Cb%3E" in page
    assert siti.user.phone[1:] not in Client().get(on_sale.get_absolute_url()).content.decode()
    seller.post(switch)
    assert Seller.objects.get(pk=siti.seller.pk).whatsapp == ""


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"text": ""}, "Tulis pertanyaan Anda."), ({"phone": "12"}, "belum benar"), ({"text": "x" * 501}, "500")],
)
def test_it_says_what_is_wrong(on_sale: Product, changed: dict[str, str], said: str) -> None:
    assert said in Client().post(page_of(on_sale), {"text": TEXT, "phone": "", **changed}).content.decode()
    assert not Question.objects.exists()


def test_machines_and_who_asks_too_much_are_stopped(siti: Producer, on_sale: Product) -> None:
    client = Client()
    client.post(page_of(on_sale), {"text": TEXT, "phone": "", "website": "http://x"})
    assert not Question.objects.exists()
    for number in range(questions.MOST_BY_PHONE + 2):
        page = client.post(page_of(on_sale), {"text": f"Apa {number}", "phone": "081399990001"}).content.decode()
    assert "Terlalu banyak pertanyaan" in page
    assert "Apa 6" in page, "what was typed is kept"
    assert Question.objects.count() == questions.MOST_BY_PHONE
    for number in range(questions.MOST_BY_NETWORK):
        client.post(page_of(on_sale), {"text": f"Tanpa nomor {number}", "phone": ""})
    assert Question.objects.count() == questions.MOST_BY_NETWORK


def test_nobody_asks_of_what_is_not_on_sale(siti: Producer) -> None:
    waits = listed(siti, title="Abon")
    assert Client().get(page_of(waits)).status_code == 404
    assert Client().post(page_of(waits), {"text": TEXT}).status_code == 404


def test_she_answers_and_only_who_asked_hears_it_until_staff_have_read(
    siti: Producer, ratna: Producer, on_sale: Product, operator: User, operator_elsewhere: User
) -> None:
    question = asked(on_sale, language="en")
    hers = reverse("workshop:question", args=[question.pk])
    assert signed_in(ratna.user).get(hers).status_code == 404
    assert signed_in(ratna.user).post(hers, {"text": "Palsu"}).status_code == 404
    client = signed_in(siti.user)
    assert "belum dijawab" in client.get(reverse("workshop:questions")).content.decode()
    client.post(hers, {"text": "Satu bulan", "is_public": "on"})
    message = Message.objects.get(template="question_answered")
    assert "answers your question" in message.text
    assert "/en/produk/" in message.text
    assert "Satu bulan" not in parts(on_sale)

    desk = reverse("approvals:words", args=["tanya", question.pk])
    assert signed_in(operator_elsewhere).post(desk, {"decision": "approve"}).status_code == 404
    assert "Satu bulan" in signed_in(operator).get(desk).content.decode()
    signed_in(operator).post(desk, {"decision": "approve"})
    shown = parts(on_sale)
    assert "Satu bulan" in shown
    assert "&lt;b&gt;" in shown
    assert "+6281399990001" not in shown
    with pytest.raises(NotWaiting):
        questions.answer(question=question, text="Dua bulan", is_public=True, by=siti.user)


def test_an_answer_for_one_is_for_nobody_else(siti: Producer, on_sale: Product, operator: User) -> None:
    question = asked(on_sale)
    questions.answer(question=question, text="Rahasia", is_public=False, by=siti.user)
    assert "Rahasia" not in parts(on_sale)
    desk = reverse("approvals:words", args=["tanya", question.pk])
    assert signed_in(operator).post(desk, {"decision": "approve"}).status_code == 404


def test_what_staff_do_not_show_she_hears_of(siti: Producer, on_sale: Product, operator: User) -> None:
    question = asked(on_sale)
    questions.answer(question=question, text="Telepon 0812", is_public=True, by=siti.user)
    desk = reverse("approvals:words", args=["tanya", question.pk])
    signed_in(operator).post(desk, {"decision": "reject", "note": "Ada nomor telepon."})
    assert "Ada nomor telepon." in Message.objects.get(template="answer_refused").text
    assert "0812" not in parts(on_sale)
