"""Goods are called by their English name wherever English is spoken to buyers, and marked where they have none."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from catalogue.models import Product
from catalogue.reviews.actions import show_review, write_review
from catalogue.translating import write_in_english
from market.accounts.models import User
from market.notify.models import Message
from market.shop.keeping.wishes import keep_favourite, tell_back, wait_for
from market.shop.partner.models import StockRecord
from sellers.actions.questions import answer, ask
from tests.cast import a_person, sign_in
from tests.catalogue.goods import make_product

pytestmark = pytest.mark.django_db


@pytest.fixture
def honey() -> Product:
    product = make_product("Madu kelulut")
    write_in_english(product=product, texts={"title": "Stingless <bee> honey"}, by=None, at=timezone.now())
    return product


@pytest.fixture
def rina() -> User:
    user = a_person(3, "Rina")
    user.is_phone_verified = True
    user.save()
    return user


def english(client: Client, address: str) -> str:
    page = client.get(f"/en{address}").content.decode()
    assert "Madu kelulut" not in page
    return page


def test_pages_about_one_product_say_its_english_name(client: Client, honey: Product) -> None:
    for page in ("ulasan", "tanya"):
        address = f"{honey.get_absolute_url()}{page}/"
        assert "Stingless &lt;bee&gt; honey" in english(client, address)
        assert "Madu kelulut" in client.get(address).content.decode()
    sent = client.post(f"/en{honey.get_absolute_url()}tanya/", {"text": "Is it raw?"}).content.decode()
    assert "Stingless &lt;bee&gt; honey" in sent
    question = answer(question=honey.questions.get(), text="Yes", is_public=False, by=a_person(6, "Tono"))
    assert "Stingless &lt;bee&gt; honey" in english(client, f"/tanya/{question.secret}/")


def test_an_indonesian_name_is_marked_in_the_midst_of_an_english_sentence(client: Client) -> None:
    rattan = make_product("Lampit <rotan>")
    for page in ("ulasan", "tanya"):
        address = f"{rattan.get_absolute_url()}{page}/"
        assert '<span lang="id">Lampit &lt;rotan&gt;</span>' in client.get(f"/en{address}").content.decode()
        assert 'lang="id">Lampit' not in client.get(address).content.decode()


def test_what_she_keeps_is_called_by_its_english_name(client: Client, honey: Product, rina: User) -> None:
    StockRecord.objects.update(num_in_stock=0)
    wait_for(user=rina, product=honey, language="en")
    keep_favourite(user=rina, product=honey)
    sign_in(client, rina)

    assert english(client, "/akun/favorit/").count("Stingless &lt;bee&gt; honey") >= 4
    client.post(f"/en/akun/favorit/{honey.pk}/", headers={"sec-fetch-site": "same-origin"})
    assert "Stingless &lt;bee&gt; honey is saved in your account" in english(client, "/akun/favorit/")


def test_messages_in_english_say_the_english_name(honey: Product, rina: User) -> None:
    StockRecord.objects.update(num_in_stock=0)
    wait_for(user=rina, product=honey, language="en")
    StockRecord.objects.update(num_in_stock=3)
    tell_back(wait_id=rina.waits.get().pk)
    asked = ask(product=honey, text="Is it raw?", phone=rina.phone, user=rina, language="en")
    answer(question=asked, text="Yes", is_public=False, by=rina)
    said = {"name": "Rina", "user": rina, "phone": rina.phone, "language": "en", "address": "/"}
    review = write_review(product=honey, line_id=None, score=5, body="Sweet", **said)  # type: ignore[arg-type]
    show_review(review=review, by=rina)

    told = ("back_in_stock", "question_answered", "review_shown")
    texts = list(Message.objects.filter(template__in=told).values_list("text", flat=True))
    assert len(texts) == len(told)
    assert all("Stingless <bee> honey" in text and "Madu" not in text for text in texts)
