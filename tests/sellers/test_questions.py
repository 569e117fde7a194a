"""Questions: kept and told to the shop, answered once, read by everybody only after staff have read them."""

from __future__ import annotations

import time
from collections import Counter
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from catalogue.models import Product
from market.accounts.models import User
from market.notify.models import Message
from sellers.actions import questions
from sellers.actions.review import NotWaiting
from sellers.models import Producer, Question, Seller
from tests.catalogue.goods import make_maker, make_product
from tests.market.shop.crowd import each_in_a_thread
from tests.sellers.conftest import listed, signed_in

pytestmark = pytest.mark.django_db

TEXT = "Berapa lama tahannya? <b>"
PHONE, HERE = "+6281399990001", "n" * 32


def page_of(product: Product) -> str:
    return reverse("sellers:ask", args=[product.slug, product.pk])


def asked(product: Product, **changed: str) -> Question:
    return questions.ask(**{"product": product, "text": TEXT, "phone": "+6281399990001", **changed})


def parts(product: Product) -> str:
    return render_to_string("oscar/catalogue/parts/questions.html", {"product": product, "has_answers": True})


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


def test_people_behind_our_proxy_are_counted_apart_and_nobody_by_what_she_writes(
    siti: Producer, on_sale: Product, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    monkeypatch.setattr(questions, "MOST_BY_NETWORK", 1)

    def ask_from(told: str, text: str) -> bool:
        headers = {"X-Forwarded-For": told}
        page = Client(REMOTE_ADDR="127.0.0.1").post(page_of(on_sale), {"text": text, "phone": ""}, headers=headers)
        assert page.status_code == 200
        return "Terlalu banyak pertanyaan" not in page.content.decode()

    assert ask_from("203.0.113.7", "Satu")
    assert ask_from("203.0.113.8", "Dua")
    assert not ask_from("203.0.113.9, 203.0.113.7", "Tiga")
    assert ask_from("not an address", "Empat")
    assert not ask_from("neither is this", "Lima")


def ask_once(product: Product, phone: str) -> str:
    try:
        questions.ask(product=product, text=TEXT, phone=phone, asked_from=HERE)
    except questions.TooManyQuestions:
        return "refused"
    finally:
        connection.close()
    return "kept"


@pytest.mark.django_db(transaction=True)
def test_sixteen_shops_asked_at_once_are_asked_as_often_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    goods = [make_product(f"Barang {number}", by=make_maker(f"Bu {number}")) for number in range(16)]

    def ask_all_at_once(phone: str) -> Counter[str]:
        return Counter(each_in_a_thread([partial(ask_once, product, phone) for product in goods]))

    most = questions.MOST_BY_PHONE
    assert ask_all_at_once(PHONE) == {"kept": most, "refused": 16 - most}
    # The positive control: counting without the locks, with a pause before the commit.
    monkeypatch.setattr(questions, "one_at_a_time", lambda *names: None)
    monkeypatch.setattr(questions, "tell_shop", lambda *args, **said: time.sleep(0.3))
    assert ask_all_at_once("+6281399990009")["kept"] > most


def test_nobody_asks_of_what_is_not_on_sale(siti: Producer) -> None:
    waits = listed(siti, title="Abon")
    assert Client().get(page_of(waits)).status_code == 404
    assert Client().post(page_of(waits), {"text": TEXT}).status_code == 404


def test_she_answers_and_only_who_asked_hears_it_until_staff_have_read(
    siti: Producer, ratna: Producer, on_sale: Product, operator: User, operator_elsewhere: User
) -> None:
    rina = User.objects.create_user(PHONE, is_phone_verified=True)
    question = asked(on_sale, language="en", user=rina)
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
    assert "81399990001" not in shown.replace(" ", "")
    with pytest.raises(NotWaiting):
        questions.answer(question=question, text="Dua bulan", is_public=True, by=siti.user)


@pytest.mark.parametrize("who", ["nobody", "somebody else", "unproved", "moved on"])
def test_a_number_that_nobody_proved_is_sent_a_link_and_none_of_the_sellers_words(
    siti: Producer, on_sale: Product, who: str
) -> None:
    number = PHONE if who == "unproved" else "+6281399990002"
    user = User.objects.create_user(number, is_phone_verified=who != "unproved") if who != "nobody" else None
    question = asked(on_sale, user=user)
    words = "Menang undian! Buka palsu.example"
    questions.answer(question=question, text=words, is_public=False, by=siti.user)

    message = Message.objects.get(template="question_answered_link")
    assert (message.phone, "palsu" in message.text, "Dapur Ibu Siti" in message.text) == (PHONE, False, False)
    address = reverse("sellers:answer", args=[question.secret])
    assert f"{address}\n" in f"{message.text}\n"
    shown = Client().get(address)
    page = shown.content.decode()
    assert "Menang undian! Buka palsu.example" in page
    assert 'href="http://palsu' not in page
    assert "Ini kata-kata penjual sendiri" in page
    assert PHONE not in page
    assert (shown["X-Robots-Tag"][:7], "no-store" in shown["Cache-Control"]) == ("noindex", True)


def test_nobody_reads_an_answer_by_guessing(siti: Producer, on_sale: Product) -> None:
    question, unanswered = asked(on_sale), asked(on_sale, text="Lagi")
    questions.answer(question=question, text="Rahasia", is_public=False, by=siti.user)
    key = question.secret.partition("-")[2]
    wrong = [f"{unanswered.pk}-{key}", f"0{question.secret}", f"{question.pk}-", f"{question.pk}", f"{10**30}-x", "x"]
    for secret in [*wrong, unanswered.secret]:
        assert Client().get(reverse("sellers:answer", args=[secret])).status_code == 404, secret


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
